using System.Runtime.CompilerServices;

namespace OpenCode.Turns;

/// <summary>
/// A prompt, and all that an agent does because of it. It is under way from when it is made; awaiting it gives its result, enumerating it what happens
/// meanwhile.
/// </summary>
/// <example><code>
/// await foreach (TurnUpdate update in turn)
/// {
///     if (update is TextUpdate text) Console.Write(text.Delta);
/// }
/// TurnResult result = await turn;
/// </code></example>
/// <remarks>Safe for use by many threads. What decides is what the server has stored: a turn is right also where events were lost.</remarks>
public sealed class Turn : IAsyncEnumerable<TurnUpdate>
{
    private readonly TurnRun _run;
    private readonly UpdateQueue _updates;
    private readonly TurnOptions _options;
    private readonly CancellationToken _token;
    private readonly TimeProvider _clock;
    private readonly Task<TurnResult> _result;
    private TurnTelemetry? _telemetry;

    internal Turn(TurnContext context, SessionAccess access, TurnPrompt prompt, TurnOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        (_options, _token, _clock) = (options, cancellationToken, context.Clock);
        _updates = new UpdateQueue();
        _run = new TurnRun(context, access.ForTurn(), prompt, options, Report);

        // The place in the line is taken now, so that prompts go out in the order in which they were made.
        SessionGate? gate = options.Order == TurnOrder.Steer ? null : context.Gates.Of(access.SessionId);
        Task? place = gate is null ? Task.CompletedTask : gate.Enter(options.Order == TurnOrder.Wait);
        if (place is null)
        {
            throw new SessionBusyException(
                $"Session {access.SessionId} works on another turn of this client. Await that one first, or set {nameof(TurnOptions)}.{nameof(TurnOptions.Order)}.");
        }

        _result = Task.Run(() => RunAsync(place, gate), CancellationToken.None);
    }

    /// <summary>The session that the turn is in.</summary>
    public string SessionId => _run.SessionId;

    /// <summary>The id of the prompt, which is the user's message; null until it is about to be sent.</summary>
    public string? PromptId => _run.PromptId;

    /// <summary>Waits for the turn's end, whatever its outcome is.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the turn.</param>
    /// <returns>The result; also that of a turn that was cancelled or failed.</returns>
    /// <exception cref="Core.Errors.ApiException">The server refused the prompt, or another request that the turn cannot do without.</exception>
    public Task<TurnResult> GetResultAsync(CancellationToken cancellationToken = default) => _result.WaitAsync(cancellationToken);

    /// <summary>Stops the agent and its sub-agents, and waits until they have stopped. A turn that has ended meanwhile keeps its outcome.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    /// <returns>The result.</returns>
    public Task<TurnResult> AbortAsync(CancellationToken cancellationToken = default)
    {
        _run.Stop.Give(new TurnEnd(TurnOutcome.Aborted, "The turn was aborted."));
        return GetResultAsync(cancellationToken);
    }

    /// <summary>Waits for the turn's end.</summary>
    /// <returns>Its result.</returns>
    /// <exception cref="TurnFailedException">The outcome is one of <see cref="TurnOptions.ThrowOn"/>.</exception>
    /// <exception cref="TurnCanceledException">The turn's token was cancelled.</exception>
    /// <exception cref="Core.Errors.ApiException">The server refused the prompt, or another request that the turn cannot do without.</exception>
    public TaskAwaiter<TurnResult> GetAwaiter()
    {
        _updates.DropUnlessRead();
        return CheckAsync().GetAwaiter();
    }

    /// <summary>Reads what happens, from the beginning. Once only.</summary>
    /// <param name="cancellationToken">Ends the reading, not the turn.</param>
    /// <exception cref="InvalidOperationException">The turn has been enumerated, or was awaited before.</exception>
    public IAsyncEnumerator<TurnUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        => _updates.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    private void Report(TurnUpdate update)
    {
        _telemetry?.Note(update);
        _updates.Add(update);
    }

    private async Task<TurnResult> CheckAsync()
    {
        TurnResult result = await _result.ConfigureAwait(false);
        if (_token.IsCancellationRequested && result.Outcome == TurnOutcome.Aborted) throw new TurnCanceledException(result, _token);
        return _options.ThrowOn.Contains(result.Outcome) ? throw new TurnFailedException(result) : result;
    }

    private async Task<TurnResult> RunAsync(Task place, SessionGate? gate)
    {
        using CancellationTokenRegistration registration = _token.Register(
            static stop => ((TurnStop)stop!).Give(new TurnEnd(TurnOutcome.Aborted, "The turn was cancelled.")), _run.Stop);

        // Here, and not where the turn is made: the span of a turn is no parent of what its caller does next.
        TurnTelemetry telemetry = _telemetry = new(SessionId, _options, _clock);
        bool isStopped = await Task.WhenAny(place, _run.Stop.Given).ConfigureAwait(false) != place;
        try
        {
            TurnResult result = isStopped ? _run.NotSent() : await _run.RunAsync().ConfigureAwait(false);
            telemetry.End(result);
            _updates.Add(new TurnCompletedUpdate(SessionId, result));
            _updates.End(null);
            return result;
        }
        catch (Exception e)
        {
            telemetry.Fail(e);
            _updates.End(e);
            throw;
        }
        finally
        {
            telemetry.Close();

            // Who gives up in the line still has a place there, and hands it on when it comes to it.
            if (isStopped) _ = place.ContinueWith(_ => gate?.Leave(), TaskScheduler.Default);
            else gate?.Leave();
        }
    }
}
