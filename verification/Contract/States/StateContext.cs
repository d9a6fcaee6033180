using OpenCode.Core.Errors;
using OpenCode.Testing;
using OpenCode.Testing.ContextServers;

namespace OpenCode.Verification.Contract.States;

/// <summary>What states are made with, and what has to be undone.</summary>
/// <param name="client">A client that forgives differences: a release that drifts must still be set up.</param>
/// <param name="directory">The folder of the project, as the server calls it.</param>
/// <param name="own">What the verification's own server has beside it; null for a server that somebody else started.</param>
internal sealed class StateContext(OpenCodeClient client, string directory, OwnResources? own)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(25);

    private readonly Stack<Func<CancellationToken, Task>> _undo = [];

    public OpenCodeClient Client => client;

    public string Directory => directory;

    public ScriptedModel Model => Own.Model;

    public ScriptedContextServer ContextServer => Own.ContextServer;

    /// <summary>Whether the files of the project are here and may be changed.</summary>
    public bool HasProject => own is not null;

    /// <summary>Where a state may put folders of its own; goes away with the sandbox.</summary>
    public string Aside => Path.Combine(Own.Directory, ".git", "verification");

    private OwnResources Own
        => own ?? throw new StateException("Only the verification's own server has this; let the state say what it needs");

    /// <summary>Has something undone when the state is torn down. That it fails then is no finding: the request may have undone it already.</summary>
    public void OnTearDown(Func<CancellationToken, Task> undo) => _undo.Push(undo);

    public async Task TearDownAsync(CancellationToken cancellationToken)
    {
        while (_undo.TryPop(out Func<CancellationToken, Task>? undo))
        {
            try
            {
                await undo(cancellationToken);
            }
            catch (Exception exception) when (exception is ApiException or IOException)
            {
            }
        }

        ForgetScript();
    }

    /// <summary>No turn of this state is left for the next one.</summary>
    public void ForgetScript() => own?.Model.Clear();

    /// <summary>Looks again and again, because servers of some releases tell of a change only when asked.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> look, string what, CancellationToken cancellationToken)
        where T : class
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        try
        {
            while (true)
            {
                if (await look() is { } found) return found;
                await Task.Delay(_pause, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StateException($"{what} did not appear within {_patience.TotalSeconds:0} seconds");
        }
    }
}
