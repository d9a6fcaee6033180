using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Servers;

/// <summary>Starts a program that goes on when this one ends, and finds it again by a file with its process id.</summary>
internal static class DetachedProcess
{
    // The script stands in a variable: `ps` would show it as an argument.
    private const string ScriptVariable = "_OCCTL_DETACH";

    // Between the start of a process and the moment in which it has written its id.
    private static readonly TimeSpan _untilWritten = TimeSpan.FromMinutes(1);

    private static readonly Lazy<string> _script = new(static () =>
    {
        using StreamReader reader = new(typeof(DetachedProcess).Assembly.GetManifestResourceStream("detach.sh")!);
        return reader.ReadToEnd();
    });

    /// <summary>Starts it.</summary>
    /// <param name="program">The executable and its arguments.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    /// <param name="processFile">Receives its process id before it begins.</param>
    /// <param name="logFile">Receives what it prints.</param>
    /// <exception cref="ServerException">It cannot be started.</exception>
    public static ProcessIdentity Start(
        IReadOnlyList<string> program, string directory, IReadOnlyDictionary<string, string?> environment, string processFile, string logFile)
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new("cmd.exe", ["/d", "/s", "/c", $"{string.Join(' ', program.Select(static w => $"\"{w}\""))} >> \"{logFile}\" 2>&1"]) { CreateNoWindow = true }
            : new("/bin/sh", ["-c", $"eval \"${ScriptVariable}\"", "occtl", processFile, logFile, .. program]);
        start.WorkingDirectory = directory;
        start.UseShellExecute = false;
        start.Environment[ScriptVariable] = _script.Value;
        foreach ((string name, string? value) in environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start)!;
            if (OperatingSystem.IsWindows()) File.WriteAllText(processFile, process.Id.ToString(CultureInfo.InvariantCulture));
            return ProcessIdentity.Find(process.Id) ?? new ProcessIdentity(process.Id, DateTimeOffset.Now);
        }
        catch (Win32Exception exception)
        {
            throw new ServerException($"'{program[0]}' cannot be started in '{directory}': {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    /// <summary>The process that wrote its id into a file; null when there is none, or another has its id now.</summary>
    public static ProcessIdentity? Find(string processFile)
    {
        try
        {
            string[] words = File.ReadAllText(processFile).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return null;
            if (ProcessIdentity.Find(id) is not { } process) return null;
            if (words.Length > 1 && process.StartStamp is { } stamp) return stamp == words[1] ? process : null;

            // Whoever has the id is the one who wrote it only if it was there when that was written, and not long before.
            TimeSpan age = File.GetLastWriteTimeUtc(processFile) - process.StartedAt.UtcDateTime;
            return age > -_untilWritten / 10 && age < _untilWritten ? process : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
