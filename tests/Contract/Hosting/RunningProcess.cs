using System.ComponentModel;
using System.Diagnostics;
using OpenCode.Contract.Tests.Faults;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>A process that a test kills, or waits for the end of.</summary>
internal static class RunningProcess
{
    public static void Kill(int id)
    {
        using Process process = Process.GetProcessById(id);
        process.Kill();
    }

    public static Task GoneAsync(int id) => Eventually.TrueAsync(() => !Exists(id), $"process {id} ends");

    // One that nobody has collected yet does not run any more.
    public static bool Exists(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or Win32Exception)
        {
            return false;
        }
    }
}
