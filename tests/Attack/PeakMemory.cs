using System.Diagnostics;
using System.Globalization;

namespace OpenCode.Attack;

/// <summary>The largest resident set that this process ever had.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";

    public static double Megabytes()
    {
        if (File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
            return long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024.0;
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1024.0 / 1024.0;
    }
}
