using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OpenCode.Models;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Sessions;

namespace OpenCode.Server.Turns;

/// <summary>Has prompts answered, those of a session one after the other.</summary>
/// <param name="execution">Runs a turn.</param>
/// <param name="repository">Keeps sessions.</param>
/// <param name="news">Tells of them.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Receives what went wrong.</param>
internal sealed partial class TurnRunner(
    TurnExecution execution, SessionRepository repository, SessionNews news, ServerIds ids, TimeProvider clock, ILogger<TurnRunner> log) : IAsyncDisposable
{
    // How long an agent may take to notice that it is to stop.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TurnLane> _lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<MessageWithParts>> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    // A prompt that is sent twice at once has one id: whether it is known and that it is kept must be one step. Ids share a few locks.
    private readonly SemaphoreSlim[] _known = [.. Enumerable.Range(0, 32).Select(static _ => new SemaphoreSlim(1, 1))];

    /// <summary>The sessions that are not idle.</summary>
    public IReadOnlyDictionary<string, SessionStatus> Statuses => execution.Statuses;

    /// <summary>Whether a turn of the session runs or waits.</summary>
    public bool IsBusy(string session) => _lanes.TryGetValue(session, out TurnLane? lane) && lane.IsBusy;

    /// <summary>Aborts what runs and waits in a session.</summary>
    public Task<bool> AbortAsync(string session) => _lanes.TryGetValue(session, out TurnLane? lane) ? lane.AbortAsync() : Task.FromResult(false);

    /// <summary>Keeps a prompt, and has it answered.</summary>
    /// <param name="session">The session.</param>
    /// <param name="request">What is asked. A prompt whose id is known already is not answered a second time.</param>
    /// <returns>
    /// When this returns, the prompt is kept and has its place in the line. What it returns is the last message of the answer, whoever waits for it or not.
    /// </returns>
    /// <exception cref="OperationException">The id is that of something else.</exception>
    public async Task<Task<MessageWithParts>> BeginAsync(Session session, ChosenPrompt request)
    {
        if (request.MessageId is not { } known) return await KeepAsync(session, request);
        SemaphoreSlim one = _known[(uint)string.GetHashCode(known, StringComparison.Ordinal) % _known.Length];
        await one.WaitAsync(_stopping.Token);
        try
        {
            return await RepeatedAsync(session, known) ?? await KeepAsync(session, request);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Aborts all turns, and waits a while for their ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await ((Task)Task.WhenAll(_running.Values)).WaitAsync(_patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<Task<MessageWithParts>> KeepAsync(Session session, ChosenPrompt request)
    {
        (UserMessage message, IReadOnlyList<Part> parts) = PromptMessage.Create(session, request, ids, clock);
        TurnPlace? place = request.NoReply ? null : _lanes.GetOrAdd(session.Id, static _ => new TurnLane()).Enter(_stopping.Token);
        try
        {
            await repository.SaveAsync([message], parts, _stopping.Token);
        }
        catch
        {
            place?.Dispose();
            throw;
        }

        news.Message(session, message);
        foreach (Part part in parts) news.Part(session, part);
        if (place is null) return Task.FromResult(new MessageWithParts { Info = message, Parts = parts });
        Task<MessageWithParts> turn = RunAsync(place, session.Id, message, request);
        _running[message.Id] = turn;
        _ = turn.ContinueWith(
            _ => _running.TryRemove(message.Id, out Task<MessageWithParts>? _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return turn;
    }

    private async Task<MessageWithParts> RunAsync(TurnPlace place, string session, UserMessage prompt, ChosenPrompt request)
    {
        // Nothing of the turn runs on the thread of the request.
        await Task.Yield();
        using (place)
        {
            try
            {
                await place.WaitAsync();
                return await execution.RunAsync(session, prompt, request, this, place.Abort);
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                // Perhaps nobody waits for it.
                TurnLost(log, session, e);
                throw;
            }
        }
    }

    // A client that has lost the response sends the prompt again.
    private async Task<Task<MessageWithParts>?> RepeatedAsync(Session session, string id)
    {
        if (await repository.FindMessageAsync(id, _stopping.Token) is not { } there) return null;
        if (there is not UserMessage || there.SessionId != session.Id)
            throw new OperationException(409, $"The id {id} is that of another message; leave it out, and the server makes one.");
        if (_running.TryGetValue(id, out Task<MessageWithParts>? turn)) return turn;
        IReadOnlyList<MessageWithParts> messages = await repository.GetMessagesAsync(session.Id, _stopping.Token);
        MessageWithParts answer = messages.LastOrDefault(m => m.Info is AssistantMessage a && a.ParentId == id) ?? messages.First(m => m.Info.Id == id);
        return Task.FromResult(answer);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of session {Session} was lost.")]
    private static partial void TurnLost(ILogger logger, string session, Exception exception);
}
