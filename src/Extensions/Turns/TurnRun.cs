using OpenCode.Core.Errors;
using OpenCode.Events;
using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Turns;

/// <summary>Carries a turn out: waits for its session, sends its prompt, and has it followed to its end.</summary>
internal sealed class TurnRun
{
    private const int BufferedEvents = 8192;

    private static readonly TimeSpan _liveLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _busyPoll = TimeSpan.FromSeconds(2);

    private readonly TurnContext _context;
    private readonly SessionAccess _access;
    private readonly TurnPrompt _prompt;
    private readonly TurnOptions _options;
    private readonly Action<TurnUpdate> _report;
    private readonly SessionTree _tree;
    private readonly long _createdAt;

    public TurnRun(TurnContext context, SessionAccess access, TurnPrompt prompt, TurnOptions options, Action<TurnUpdate> report)
    {
        (_context, _access, _prompt, _options, _report) = (context, access, prompt, options, report);
        _tree = new SessionTree(access.SessionId);
        _createdAt = context.Clock.GetTimestamp();
    }

    public string SessionId => _access.SessionId;

    public string? PromptId { get; private set; }

    public TurnStop Stop { get; } = new();

    /// <summary>The result of a turn that was stopped before its prompt was sent.</summary>
    public TurnResult NotSent() => new()
    {
        Outcome = Stop.Why!.Outcome,
        Error = Stop.Why.Error,
        SessionId = SessionId,
        PromptId = "",
        Text = "",
        Messages = [],
        ChildMessages = new Dictionary<string, IReadOnlyList<MessageWithParts>>(),
        Usage = default,
        Duration = _context.Clock.GetElapsedTime(_createdAt),
    };

    public async Task<TurnResult> RunAsync()
    {
        using EventFeedReader reader = _context.Feed.Open(_tree.Accepts, BufferedEvents);
        using CancellationTokenSource over = new();
        MessageWithParts? newest;
        try
        {
            newest = await PrepareAsync(reader, over.Token).ConfigureAwait(false);
        }
        catch (ApiException e) when (RequestFailure.MayHeal(e))
        {
            Stop.Give(new TurnEnd(TurnOutcome.ServerGone, $"The server has not been reached for {_options.ServerGoneAfter}: {e.Message}"));
            return NotSent();
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }

        if (Stop.Why is not null) return NotSent();
        PromptId = MessageIds.Next("msg", _context.Feed.Clock, newest?.Info.Id);
        using TurnFollower follower = new(_context, _access, _prompt, _options, _tree, PromptId, Stop, _report);
        TurnEnd end = await follower.FollowAsync(reader).ConfigureAwait(false);
        return await follower.ResultAsync(end).ConfigureAwait(false);
    }

    /// <summary>Waits until events come and the session is idle where it has to be, and reads where it stands.</summary>
    private async Task<MessageWithParts?> PrepareAsync(EventFeedReader reader, CancellationToken cancellationToken)
    {
        Task<MessageWithParts?> ready = PrepareSessionAsync(reader, cancellationToken);
        await Task.WhenAny(ready, Stop.Given).ConfigureAwait(false);
        return Stop.Why is null || ready.IsCompletedSuccessfully ? await ready.ConfigureAwait(false) : null;
    }

    private async Task<MessageWithParts?> PrepareSessionAsync(EventFeedReader reader, CancellationToken cancellationToken)
    {
        // Sent while events come, so that none of the turn is missed. Where they do not, reading must do.
        try
        {
            await _context.Feed.WaitUntilLiveAsync(cancellationToken).WaitAsync(_liveLimit, _context.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or ApiException or InvalidOperationException)
        {
            // The requests that follow tell what is wrong.
        }

        Patience patience = new(_options.ServerGoneAfter, _context.Clock);
        Task<IReadOnlyList<Session>> children = patience.AskAsync(() => _access.ReadDescendantsAsync(cancellationToken), cancellationToken);
        Task<MessageWithParts?> newest = ReadNewestWhenIdleAsync(reader, patience, cancellationToken);

        // The sub-agents first: that request fails where the session was deleted, and the status may say for ever that it is busy.
        foreach (Session child in await children.ConfigureAwait(false)) _tree.Add(child);
        return await newest.ConfigureAwait(false);
    }

    private async Task<MessageWithParts?> ReadNewestWhenIdleAsync(EventFeedReader reader, Patience patience, CancellationToken cancellationToken)
    {
        Task<MessageWithParts?> ReadAsync() => patience.AskAsync(() => _access.ReadNewestAsync(cancellationToken), cancellationToken);

        // Read beside the status. Where it does not end a turn, somebody may have written after it.
        Task<MessageWithParts?> early = ReadAsync();
        bool hasWaited = await WaitUntilIdleAsync(reader, patience, cancellationToken).ConfigureAwait(false);
        MessageWithParts? newest = await early.ConfigureAwait(false);
        bool isSettled = newest is null || (newest.Info is AssistantMessage && TurnReading.Judge([newest]) == TurnStanding.Finished);
        return isSettled && !hasWaited ? newest : await ReadAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until the session is idle, unless the prompt is to steer what it works on.</summary>
    /// <returns>Whether it was not idle at once.</returns>
    private async Task<bool> WaitUntilIdleAsync(EventFeedReader reader, Patience patience, CancellationToken cancellationToken)
    {
        for (bool hasWaited = false; _options.Order != TurnOrder.Steer; hasWaited = true)
        {
            IReadOnlyDictionary<string, SessionStatus> status
                = await patience.AskAsync(() => _access.ReadStatusAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            if (!SessionAccess.IsBusy(status, SessionId)) return hasWaited;
            if (_options.Order == TurnOrder.Refuse)
            {
                throw new SessionBusyException(
                    $"Session {SessionId} works on a turn of somebody else. Wait for it, or set {nameof(TurnOptions)}.{nameof(TurnOptions.Order)}.");
            }

            await reader.WaitAtMostAsync(_busyPoll, _context.Clock, cancellationToken).ConfigureAwait(false);
            while (reader.TryRead(out _))
            {
                // What happened before this turn is not of this turn.
            }
        }

        return false;
    }
}
