using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OpenCode.Hosting.Processes;

namespace OpenCode.Hosting.Folders;

/// <summary>Deletes the temporary folders of processes that were killed, and of no others: see <see cref="OpenCodeTemporaryFolder"/>.</summary>
internal static partial class AbandonedFolders
{
    // Its owner died, or was about to write it: certainly the former after a minute.
    private static readonly TimeSpan _unwritten = TimeSpan.FromMinutes(1);

    [GeneratedRegex("^opencode-[A-Za-z0-9]+-[0-9a-f]{32}[.]owner$")]
    private static partial Regex Name();

    public static void Sweep(string parent)
    {
        try
        {
            string pattern = $"{OpenCodeTemporaryFolder.CommonPrefix}*{OpenCodeTemporaryFolder.MarkSuffix}";
            foreach (string mark in Directory.GetFiles(parent, pattern).Where(static m => Name().IsMatch(Path.GetFileName(m)))) SweepOne(mark);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder that is to be made will say what is the matter.
        }
    }

    private static void SweepOne(string markPath)
    {
        string path = markPath[..^OpenCodeTemporaryFolder.MarkSuffix.Length];

        // Locks can be switched off (DOTNET_SYSTEM_IO_DISABLEFILELOCKING); then our own would look like those of the dead.
        if (OpenCodeTemporaryFolder.IsOwn(path) || !PrivateFolder.IsOfThisUser(markPath) || (Directory.Exists(path) && !PrivateFolder.IsOfThisUser(path)))
            return;
        try
        {
            using FileStream mark = new(markPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            if (!OwnerIsGone(mark, path)) return;

            // What it ran may have outlived it, when the watcher was killed too.
            MarkedProcesses.Kill($"HOME={path}");
            if (TemporaryFolder.TryDelete(path)) OpenCodeTemporaryFolder.DeleteMark(markPath, mark);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Locked: its owner lives. Or somebody else has just deleted it.
        }
    }

    private static bool OwnerIsGone(FileStream mark, string path)
    {
        byte[] content = new byte[512];
        string[] words = Encoding.UTF8.GetString(content, 0, mark.Read(content)).Split(' ', 3);
        if (words.Length != 3
            || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long started)
            || started > DateTime.MaxValue.Ticks)
        {
            return !Path.Exists(path) && DateTime.UtcNow - File.GetLastWriteTimeUtc(mark.SafeFileHandle) > _unwritten;
        }

        // Temporary files may lie on a disk that several machines share.
        return words[2] == Environment.MachineName && !ProcessTree.IsRunning(id, new DateTime(started, DateTimeKind.Utc));
    }
}
