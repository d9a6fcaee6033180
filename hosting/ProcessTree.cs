using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OpenCode.Hosting;

/// <summary>
/// The processes under one process, remembered while it lives. After its end they belong to init and could not be told from
/// anybody else's; a shell command that the agent was running is such a process.
/// </summary>
internal sealed class ProcessTree
{
    private const int MarkedRounds = 5;

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

    /// <summary>
    /// Kills the processes whose environment holds the mark. It finds those of a server that died unexpectedly, when nobody has
    /// looked at the tree before; on Linux only. On Windows the job object has killed them.
    /// </summary>
    /// <param name="mark">A variable as <c>NAME=value</c>.</param>
    public static void KillMarked(string mark)
    {
        if (!OperatingSystem.IsLinux()) return;
        byte[] wanted = Encoding.UTF8.GetBytes(mark);

        // What they start while we look is found by looking again.
        for (int round = 0, killed = 1; killed > 0 && round < MarkedRounds; round++)
        {
            killed = 0;
            foreach (int id in LinuxProcesses())
            {
                if (!HasVariable(id, wanted)) continue;
                Kill(id);
                killed++;
            }
        }
    }

    private static bool HasVariable(int id, byte[] wanted)
    {
        try
        {
            byte[] environment = File.ReadAllBytes($"/proc/{id}/environ");
            int at = environment.AsSpan().IndexOf(wanted);
            return at >= 0 && (at == 0 || environment[at - 1] == 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // It ended while we were looking, or is somebody else's.
        }
    }

    private static IEnumerable<(int Id, int Parent)> ParentLinks() =>
        OperatingSystem.IsLinux() ? LinuxLinks() : OperatingSystem.IsMacOS() ? PsLinks() : [];

    private static IEnumerable<int> LinuxProcesses()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) yield return id;
        }
    }

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

    private static DateTime? StartTime(int id)
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

    private static void Kill(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }
}
