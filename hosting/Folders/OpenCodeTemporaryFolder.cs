using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OpenCode.Hosting.Folders;

/// <summary>
/// A temporary folder that belongs to this process and that no other user can read, for a server to work in. When this process is killed
/// before anybody watches over the folder, a later one that makes such a folder deletes it.
/// </summary>
/// <remarks>
/// A mark beside the folder, a file that ends in <c>.owner</c>, says whose it is. Give <see cref="Path"/> to
/// <see cref="OpenCodeServerOptions.FoldersToDelete"/> as well, and the folder goes with the server, also when this process is killed.
/// </remarks>
public sealed class OpenCodeTemporaryFolder : IAsyncDisposable
{
    internal const string MarkSuffix = ".owner";
    internal const string CommonPrefix = "opencode-";

    private const int Attempts = 3;
    private static readonly ConcurrentDictionary<string, OpenCodeTemporaryFolder> _own = new();

    // Held open, and so locked, as long as the folder is there: the kernel gives the lock back however this process ends. The file lies
    // beside the folder, because a project or a home is full of what its users put there, and is made before it and deleted after it.
    private readonly FileStream _mark;

    private OpenCodeTemporaryFolder(string path, FileStream mark) => (Path, _mark) = (path, mark);

    /// <summary>The folder, an absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes a folder, and deletes those that processes of this user have left that were killed.</summary>
    /// <param name="kind">What it is for, a part of its name: letters and digits.</param>
    /// <exception cref="ArgumentException">The kind is something else.</exception>
    /// <exception cref="IOException">The folder cannot be made, for example because the disk is full; nothing is left of it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder for temporary files cannot be written.</exception>
    public static OpenCodeTemporaryFolder Create(string kind = "project")
    {
        if (string.IsNullOrEmpty(kind) || !kind.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"'{kind}' is no part of a folder's name; give letters and digits.", nameof(kind));
        string parent = System.IO.Path.GetFullPath(System.IO.Path.GetTempPath());
        AbandonedFolders.Sweep(parent);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return CreateAt(System.IO.Path.Combine(parent, $"{CommonPrefix}{kind}-{Guid.NewGuid():N}"));
            }
            catch (IOException exception) when (attempt < Attempts && FileLock.IsHeld(exception))
            {
                // Somebody who looks for marks of the dead had opened ours before it was locked.
            }
        }
    }

    /// <summary>Deletes the folder. What cannot be deleted is left to a later process.</summary>
    public async ValueTask DisposeAsync() => await DeleteAsync(TimeProvider.System);

    internal static bool IsOwn(string path) => _own.ContainsKey(path);

    /// <summary>The folder, and the mark that goes after it.</summary>
    internal static IEnumerable<string> WithMark(string path) => IsOwn(path) ? [path, path + MarkSuffix] : [path];

    /// <summary>Deletes a folder, and its mark if it has one.</summary>
    internal static async Task DeleteAsync(string path, TimeProvider time)
    {
        if (_own.TryGetValue(path, out OpenCodeTemporaryFolder? own)) await own.DeleteAsync(time);
        else await TemporaryFolder.DeleteAsync(path, time);
    }

    /// <summary>Deletes a folder; a mark only when its folder is gone.</summary>
    internal static void TryDelete(string path)
    {
        if (path.EndsWith(MarkSuffix, StringComparison.Ordinal) && Directory.Exists(path[..^MarkSuffix.Length])) return;
        TemporaryFolder.TryDelete(path);
    }

    internal static void DeleteMark(string path, FileStream mark)
    {
        // On Windows nothing that is open can be deleted. Elsewhere it is deleted while it is locked, so that nobody else takes it.
        if (OperatingSystem.IsWindows()) mark.Dispose();
        TemporaryFolder.TryDelete(path);
        mark.Dispose();
    }

    private static OpenCodeTemporaryFolder CreateAt(string path)
    {
        FileStream mark = new(path + MarkSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        try
        {
            using Process self = Process.GetCurrentProcess();
            mark.Write(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{self.Id} {self.StartTime.ToUniversalTime().Ticks} {Environment.MachineName}")));
            OpenCodeTemporaryFolder folder = new(path, mark);
            _own[path] = folder;
            PrivateFolder.MakeNew(path);
            return folder;
        }
        catch
        {
            _own.TryRemove(path, out _);
            DeleteMark(path + MarkSuffix, mark);
            throw;
        }
    }

    private async Task DeleteAsync(TimeProvider time)
    {
        if (!IsOwn(Path)) return;
        if (await TemporaryFolder.DeleteAsync(Path, time)) DeleteMark(Path + MarkSuffix, _mark);
        else await _mark.DisposeAsync();
        _own.TryRemove(Path, out _);
    }
}
