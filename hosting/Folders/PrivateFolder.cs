using System.Runtime.InteropServices;

namespace OpenCode.Hosting.Folders;

/// <summary>Folders that nobody but this user can read.</summary>
internal static partial class PrivateFolder
{
    /// <summary>The mode 700.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const uint OwnerOnlyBits = 0x1C0;
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint WantOwner = 0x8;
    private const int OwnerOffset = 20;
    private const int StatusSize = 256;

    /// <summary>Makes a folder and those above it that are missing, for this user only. Those that are there stay as they are.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // The runtime would give the mode to the last folder only.
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent) Make(parent);
        Directory.CreateDirectory(path, OwnerOnly);
    }

    /// <summary>Makes a folder that is not there yet: in a place that every user may write, another's must not be taken for ours.</summary>
    public static void MakeNew(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (MakeFolder(path, OwnerOnlyBits) == 0) return;
        int error = Marshal.GetLastPInvokeError();
        throw new IOException($"The folder '{path}' cannot be made: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    /// <summary>Whether a file or folder belongs to this user, as far as can be told.</summary>
    public static bool IsOfThisUser(string path)
    {
        // The folders for temporary files of Windows and macOS are the user's own, unless they have been moved.
        if (OperatingSystem.IsWindows()) return true;
        if (!OperatingSystem.IsLinux()) return path.StartsWith("/var/folders/", StringComparison.Ordinal);
        byte[] status = new byte[StatusSize];
        try
        {
            return ReadStatus(CurrentFolder, path, NoFollow, WantOwner, status) == 0 && BitConverter.ToUInt32(status, OwnerOffset) == UserId();
        }
        catch (EntryPointNotFoundException)
        {
            return false; // A C library from before statx.
        }
    }

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFolder(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();

    // struct statx is the same on every processor, unlike struct stat.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ReadStatus(int folder, string path, int flags, uint mask, [Out] byte[] status);
}
