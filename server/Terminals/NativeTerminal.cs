using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OpenCode.Server.Terminals;

/// <summary>What .NET lacks for pseudo-terminals.</summary>
/// <remarks>No function that takes any number of arguments: on Apple's processors they are passed otherwise than .NET does.</remarks>
internal static partial class NativeTerminal
{
    private const short CanRead = 1;
    private const int LongestPath = 256;

    /// <summary>Lets programs open the other end.</summary>
    /// <param name="master">This end.</param>
    /// <returns>Where the other end is.</returns>
    public static string Unlock(SafeFileHandle master)
    {
        byte[] path = new byte[LongestPath];
        if (Grant(master) != 0 || Open(master) != 0) throw Failure();
        int error = NameOf(master, path, (nuint)path.Length);
        if (error != 0) throw new IOException($"The system has no name for a pseudo-terminal (error {error}).");
        return System.Text.Encoding.UTF8.GetString(path, 0, Array.IndexOf(path, (byte)0));
    }

    /// <summary>Waits until there is something to read, or the other end was closed.</summary>
    /// <returns>False when the time was over before.</returns>
    public static bool WaitForInput(SafeFileHandle master, int milliseconds)
    {
        var entry = new PollEntry { Descriptor = (int)master.DangerousGetHandle(), Events = CanRead };
        return Poll(ref entry, 1, milliseconds) > 0;
    }

    private static IOException Failure() => new($"The system gives no pseudo-terminal: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Open(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    private static partial int NameOf(SafeFileHandle master, [Out] byte[] path, nuint length);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollEntry entries, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
