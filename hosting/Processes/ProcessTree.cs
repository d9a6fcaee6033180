using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace OpenCode.Hosting.Processes;

/// <summary>
/// The processes under one process, remembered while it lives. After its end they belong to init and could not be told from
/// anybody else's; a shell command that the agent was running is such a process.
/// </summary>
internal sealed class ProcessTree
{
    // The runtime computes start times from the time since boot, a little differently in every process.
    private static readonly TimeSpan _clockDifference = TimeSpan.FromSeconds(5);

    private readonly List<(int Id, DateTime Started)> _descendants = [];

    public static ProcessTree Under(int root)
    {
        ProcessTree tree = new();
        ILookup<int, int> children = ParentLinks().ToLookup(static link => link.Parent, static link => link.Id);
        Queue<int> pending = new([root]);
        while (pending.TryDequeue(out int parent))
        {
            foreach (int id in children[parent])
            {
                if (StartTime(id) is { } started) tree._descendants.Add((id, started));
                pending.Enqueue(id);
            }
        }

        return tree;
    }

    /// <summary>Kills those that are left. The start time protects a stranger that got a freed process id.</summary>
    public void KillSurvivors()
    {
        foreach ((int id, DateTime started) in _descendants)
        {
            if (StartTime(id) == started) Kill(id);
        }
    }

    /// <summary>Whether a process runs that started then: another may have got its id since.</summary>
    public static bool IsRunning(int id, DateTime startedUtc) =>
        StartTime(id) is { } started && (started.ToUniversalTime() - startedUtc).Duration() < _clockDifference;

    /// <summary>Whether it has ended, and only waits for its parent to ask how.</summary>
    public static bool IsDefunct(int id)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static void Kill(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself, or is somebody else's.
        }
    }

    public static IEnumerable<int> LinuxProcesses()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) yield return id;
        }
    }

    public static DateTime? StartTime(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.StartTime;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<(int Id, int Parent)> ParentLinks() =>
        OperatingSystem.IsLinux() ? LinuxLinks() : OperatingSystem.IsMacOS() ? PsLinks() : [];

    private static IEnumerable<(int Id, int Parent)> LinuxLinks()
    {
        foreach (int id in LinuxProcesses())
        {
            string stat;
            try
            {
                stat = File.ReadAllText($"/proc/{id}/stat");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                continue; // It ended while we were looking.
            }

            // "id (name) state parent …", and the name may hold spaces and parentheses.
            string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 1) yield return (id, int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<(int Id, int Parent)> PsLinks()
    {
        using Process? ps = Process.Start(new ProcessStartInfo("/bin/ps", ["-A", "-o", "pid=,ppid="]) { RedirectStandardOutput = true });
        while (ps?.StandardOutput.ReadLine() is { } line)
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            yield return (int.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
    }
}
