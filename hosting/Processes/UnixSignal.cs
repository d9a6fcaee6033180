using System.Runtime.InteropServices;

namespace OpenCode.Hosting.Processes;

/// <summary>.NET can kill a process but not ask it to end: that takes libc.</summary>
internal static partial class UnixSignal
{
    private const int Terminate = 15;

    public static void SendTerminate(int processId) => _ = Kill(processId, Terminate);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
