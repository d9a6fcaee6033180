using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Prompts;

/// <summary>The files of a process that waits for the end of a turn: its id, and what it complains of.</summary>
/// <param name="folder">Where.</param>
/// <param name="name">What they are called.</param>
internal sealed class WatcherFiles(DataFolder folder, string name)
{
    private const string ProcessEnding = ".pid";

    private static readonly TimeSpan _untilWritten = TimeSpan.FromMinutes(1);

    public string Name => name;

    public string ProcessFile => Path.Combine(folder.WatchersFolder, $"{name}{ProcessEnding}");

    public string LogFile => Path.Combine(folder.WatchersFolder, $"{name}.log");

    public static WatcherFiles New(DataFolder folder, string session) => new(folder, $"{session}-{Guid.NewGuid():N}");

    /// <summary>Removes those of processes that were killed.</summary>
    public static void RemoveLeft(DataFolder folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder.WatchersFolder, $"*{ProcessEnding}"))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) < _untilWritten || DetachedProcess.Find(file) is not null) continue;
            new WatcherFiles(folder, Path.GetFileNameWithoutExtension(file)).Remove();
        }
    }

    /// <summary>Removes them; the log stays when there is something in it.</summary>
    public void Remove()
    {
        try
        {
            File.Delete(ProcessFile);
            if (File.Exists(LogFile) && new FileInfo(LogFile).Length == 0) File.Delete(LogFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // On Windows the log is open as long as the process runs; the next one removes it.
        }
    }
}
