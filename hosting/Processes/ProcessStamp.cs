using System.Globalization;

namespace OpenCode.Hosting.Processes;

/// <summary>When a process started, as a count since a boot: unlike a time of day, it is the same whatever becomes of the clock.</summary>
/// <remarks>Linux alone computes a start's time of day from the clock as it is now; macOS and Windows have written it down.</remarks>
internal static class ProcessStamp
{
    // "id (name) state parent …": the start is the 22nd word, and the name may hold spaces and parentheses.
    private const int StartAfterName = 19;

    private static readonly Lazy<string?> _boot = new(static () => Read("/proc/sys/kernel/random/boot_id")?.Trim());

    /// <summary>The stamp of a process; null where there is none, or no such process.</summary>
    public static string? Of(int id)
    {
        if (!OperatingSystem.IsLinux() || _boot.Value is not { Length: > 0 } boot) return null;
        if (Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat")) is not { } stat) return null;
        string[] words = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > StartAfterName ? $"{boot}:{words[StartAfterName]}" : null;
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
