using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OpenCode.Hosting.Processes;

/// <summary>
/// Finds processes by a variable of their environment, which they pass on to whatever they start. So those are found whose parents are
/// gone: what a server's shell left in the background, and the tools of a server that died.
/// </summary>
/// <remarks>
/// On Linux through <c>/proc</c>. On macOS through <c>ps</c>, which does not show the environment of the system's own programs. On Windows
/// the job object does it.
/// </remarks>
internal static class MarkedProcesses
{
    private const int Rounds = 5;

    /// <summary>Kills them, and what they start meanwhile.</summary>
    /// <param name="mark">A variable as <c>NAME=value</c>; empty for nothing to look for.</param>
    public static void Kill(string mark)
    {
        if (mark.Length == 0) return;
        for (int round = 0, killed = 1; killed > 0 && round < Rounds; round++)
        {
            killed = 0;
            foreach (int id in Find(mark))
            {
                ProcessTree.Kill(id);
                killed++;
            }
        }
    }

    private static IEnumerable<int> Find(string mark) =>
        OperatingSystem.IsLinux() ? InProc(Encoding.UTF8.GetBytes(mark)) : OperatingSystem.IsMacOS() ? InList(mark) : [];

    private static IEnumerable<int> InProc(byte[] mark) => ProcessTree.LinuxProcesses().Where(id => id != Environment.ProcessId && HasVariable(id, mark));

    private static bool HasVariable(int id, byte[] mark)
    {
        try
        {
            ReadOnlySpan<byte> environment = File.ReadAllBytes($"/proc/{id}/environ");
            foreach (Range variable in environment.Split((byte)0))
            {
                if (environment[variable].SequenceEqual(mark)) return true;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended while we were looking, or is somebody else's.
        }

        return false;
    }

    // "id command argument… NAME=value…": a value cannot be told from an argument, and a mark is too odd to be one.
    private static IEnumerable<int> InList(string mark)
    {
        using Process? ps = StartList();
        while (ps?.StandardOutput.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && words.AsSpan(1).Contains(mark) && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id))
                yield return id;
        }
    }

    private static Process? StartList()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("/bin/ps", ["-A", "-E", "-ww", "-o", "pid=", "-o", "command="]) { RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
