using OpenCode.Core.Errors;
using OpenCode.Testing;
using OpenCode.Testing.ContextServers;

namespace OpenCode.Verification.Contract.States;

/// <summary>What states are made with, and what has to be undone.</summary>
/// <param name="sandbox">The server and its project.</param>
/// <param name="client">A client that forgives differences: a release that drifts must still be set up.</param>
/// <param name="contextServer">The context server that the project has.</param>
internal sealed class StateContext(OpenCodeSandbox sandbox, OpenCodeClient client, ScriptedContextServer contextServer)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(25);

    private readonly Stack<Func<CancellationToken, Task>> _undo = [];

    public OpenCodeSandbox Sandbox => sandbox;

    public OpenCodeClient Client => client;

    public ScriptedContextServer ContextServer => contextServer;

    /// <summary>Where a state may put folders of its own; goes away with the sandbox.</summary>
    public string Aside => Path.Combine(sandbox.Directory, ".git", "verification");

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

        sandbox.Model.Clear();
    }

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
