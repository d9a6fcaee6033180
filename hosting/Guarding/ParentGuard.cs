using System.Diagnostics;

namespace OpenCode.Hosting.Guarding;

/// <summary>Makes one server die with this process, even when this process gets SIGKILL and can do nothing any more.</summary>
/// <param name="pipe">Where a watcher listens; null for none.</param>
/// <param name="job">What ends the server when it is closed; null for nothing.</param>
internal sealed class ParentGuard(StreamWriter? pipe, IDisposable? job) : IDisposable
{
    public void ServerExited() => Tell("exited");

    public void Dispose()
    {
        Tell("released");
        try
        {
            pipe?.Dispose();
        }
        catch (IOException)
        {
            // See Tell.
        }

        job?.Dispose();
    }

    private void Tell(string word)
    {
        try
        {
            pipe?.Write(word + "\n");
            pipe?.Flush();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The watcher was killed together with the server: nobody is left to be told.
        }
    }
}

/// <summary>A way to tie servers to the life of this process.</summary>
internal interface IParentGuarding
{
    /// <summary>How to start the server.</summary>
    /// <param name="executable">The server.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folders">What is to be deleted when this process has ended, where that is possible.</param>
    ProcessStartInfo StartInfo(string executable, IReadOnlyList<string> arguments, IReadOnlyList<string> folders);

    /// <summary>
    /// Marks the server and everything it will start with a variable, by which they are found when it is gone.
    /// </summary>
    /// <returns>The variable, as <c>NAME=value</c>.</returns>
    string Mark(ProcessStartInfo start);

    /// <summary>Ties the server, which has just been started.</summary>
    ParentGuard Attach(Process process);

    /// <summary>What to say when the process could not be started at all.</summary>
    OpenCodeServerException NotStarted(ProcessStartInfo start, Exception cause);
}
