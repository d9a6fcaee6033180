using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Events;
using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Turns;

/// <summary>Follows a turn from its prompt to its end. Events make it fast; what decides is what the server has stored.</summary>
internal sealed class TurnFollower : IDisposable
{
    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pollWithoutEvents = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pollWhenUnclear = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _shortestWait = TimeSpan.FromMilliseconds(25);

    // How long a session has to look idle, without any change, before it is believed.
    private static readonly TimeSpan _haltedAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _tornAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _failedAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _lostAfter = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan _abortAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _abortLimit = TimeSpan.FromSeconds(30);

    private readonly TurnContext _context;
    private readonly SessionAccess _access;
    private readonly TurnPrompt _prompt;
    private readonly TurnOptions _options;
    private readonly SessionTree _tree;
    private readonly string _promptId;
    private readonly TurnStop _stop;
    private readonly Action<TurnUpdate> _report;
    private readonly CancellationTokenSource _over = new();
    private readonly Transcript _transcript;
    private readonly ApprovalBroker _approvals;
    private readonly TurnWatch _watch;
    private readonly IdleWatch _idle;
    private readonly PromptSender _sender;
    private readonly List<EventStreamGap> _gaps = [];
    private readonly long _startedAt;
    private IReadOnlyList<MessageWithParts> _steps = [];
    private long? _unreachableSince;
    private long? _abortedAt;
    private long? _abortedFirstAt;
    private long _readAt;

    public TurnFollower(
        TurnContext context, SessionAccess access, TurnPrompt prompt, TurnOptions options, SessionTree tree, string promptId, TurnStop stop,
        Action<TurnUpdate> report)
    {
        (_context, _access, _prompt, _options, _tree, _promptId, _stop, _report) = (context, access, prompt, options, tree, promptId, stop, report);
        _transcript = new Transcript(promptId, report);
        _approvals = new ApprovalBroker(access, tree, options, context.Clock, report, _over.Token);
        _watch = new TurnWatch(access.SessionId, promptId, options.Limits, context.Clock, report);
        _idle = new IdleWatch(context.Clock);
        _sender = new PromptSender(prompt, access, promptId, context.Feed.Clock, _over.Token);
        _startedAt = _readAt = context.Clock.GetTimestamp();
    }

    private TimeProvider Clock => _context.Clock;

    public void Dispose() => _over.Dispose();

    /// <summary>Sends the prompt, and stays until the turn is over.</summary>
    /// <exception cref="ApiException">The server refused something that the turn cannot do without.</exception>
    public async Task<TurnEnd> FollowAsync(EventFeedReader reader)
    {
        _sender.Send();
        while (true)
        {
            while (reader.TryRead(out Event? next)) Note(next!);

            // A prompt that was just taken has hardly begun: events tell when it has, and what was read before is read again in a moment.
            if (await _sender.CheckAsync().ConfigureAwait(false)) _watch.IsReadWanted |= _sender.MayBeLost || _prompt.IsOverWhenSent;
            if (_approvals.Failure is { } failure) throw new InvalidOperationException($"A policy of the turn failed: {failure.Message}", failure);
            if (_watch.Exceeded(_transcript, _approvals.IsAsking) is { } exceeded) _stop.Give(exceeded);
            if (_stop.Why is not null) await AbortAsync().ConfigureAwait(false);
            if (_watch.IsReadWanted || _approvals.IsSweepDue || Clock.GetElapsedTime(_readAt) >= Interval)
            {
                _watch.IsReadWanted = false;
                if (await ReadAsync().ConfigureAwait(false) is { } end) return end;
            }

            await WaitAsync(reader).ConfigureAwait(false);
        }
    }

    /// <summary>Reads what the turn has come to.</summary>
    public async Task<TurnResult> ResultAsync(TurnEnd end)
    {
        await _over.CancelAsync().ConfigureAwait(false);
        Dictionary<string, IReadOnlyList<MessageWithParts>> children = new(StringComparer.Ordinal);
        IReadOnlyList<SnapshotFileDiff> diff = [];
        Patience patience = new(end.Outcome == TurnOutcome.ServerGone ? TimeSpan.Zero : _options.ServerGoneAfter, Clock);
        try
        {
            if (_stop.Why is not null) await _approvals.CloseAllAsync().ConfigureAwait(false);
            await patience.AskAsync(ReadChildrenAsync, CancellationToken.None).ConfigureAwait(false);
            bool hasChanges = _steps.Any(static s => s.Parts.Any(static p => p is PatchPart));
            if (_options.ReadDiff && hasChanges)
                diff = await patience.AskAsync(() => _access.ReadDiffAsync(_promptId, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            // The turn is over and its outcome is known; what could not be read is missing, as documented.
        }

        foreach (string child in _tree.Children)
        {
            if (_transcript.MessagesOf(child) is { Count: > 0 } written) children[child] = written;
        }

        IReadOnlyList<MessageWithParts> messages = _transcript.MessagesOf(_access.SessionId);
        return new TurnResult
        {
            Outcome = end.Outcome,
            Error = end.Error,
            ErrorDetail = end.Detail,
            SessionId = _access.SessionId,
            PromptId = _promptId,
            Text = messages.Count > 0 ? Transcript.TextOf(messages[^1]) : "",
            Message = messages.Count > 0 ? (AssistantMessage)messages[^1].Info : null,
            Messages = messages,
            ChildMessages = children,
            Usage = _transcript.Usage,
            Diff = diff,
            Duration = Clock.GetElapsedTime(_startedAt),
            Retries = _watch.Retries,
            HadOtherPrompts = _watch.HadOtherPrompts,
        };
    }

    private TimeSpan Interval => _idle.IsIdle || _unreachableSince is not null || _stop.Why is not null
        ? _pollWhenUnclear
        : _context.Feed.IsLive ? _poll : _pollWithoutEvents;

    private void Note(Event next)
    {
        if (next is EventGap gap)
        {
            _gaps.Add(gap.Gap);
            _transcript.NoteGap();
            _sender.MayBeLost = true;
        }

        _transcript.Apply(next);
        _approvals.Apply(next);
        _watch.Note(next);
    }

    private async Task AbortAsync()
    {
        if (_abortedAt is { } last && Clock.GetElapsedTime(last) < _abortAgainAfter) return;
        _abortedAt = Clock.GetTimestamp();
        _abortedFirstAt ??= _abortedAt;
        _watch.IsReadWanted = true;
        try
        {
            await _access.AbortAsync(_access.SessionId, CancellationToken.None).ConfigureAwait(false);
            foreach (string child in _tree.Children) await _access.AbortAsync(child, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ApiException e) when (RequestFailure.MayHeal(e))
        {
            // Reading tells whether it was heard, and it is said again until it was.
        }
    }

    private async Task<TurnEnd?> ReadAsync()
    {
        _readAt = Clock.GetTimestamp();
        try
        {
            IReadOnlyList<MessageWithParts> messages = await _access.ReadFromAsync(_access.SessionId, _promptId, CancellationToken.None).ConfigureAwait(false);
            _steps = TurnReading.Steps(messages, _promptId);
            _transcript.Apply(_steps);
            TurnStanding standing = TurnReading.Judge(_steps);
            TurnEnd? end = standing == TurnStanding.Finished ? TurnEnd.Of((AssistantMessage)_steps[^1].Info, _stop.Why) : null;
            await CatchUpAsync(isOver: end is not null).ConfigureAwait(false);
            if (end is null)
            {
                bool isBusy = SessionAccess.IsBusy(await _access.ReadStatusAsync(CancellationToken.None).ConfigureAwait(false), _access.SessionId);
                end = await JudgeAsync(standing, isBusy, messages.Any(m => m.Info.Id == _promptId)).ConfigureAwait(false);
            }

            _unreachableSince = null;
            return end ?? Overdue();
        }
        catch (ApiStatusException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return _stop.Why ?? new TurnEnd(TurnOutcome.Aborted, "The session was deleted.");
        }
        catch (ApiException e) when (RequestFailure.MayHeal(e))
        {
            _idle.Reset();
            _sender.MayBeLost = true;
            _unreachableSince ??= Clock.GetTimestamp();
            return Clock.GetElapsedTime(_unreachableSince.Value) < _options.ServerGoneAfter
                ? null
                : new TurnEnd(TurnOutcome.ServerGone, $"The server has not been reached for {_options.ServerGoneAfter}: {e.Message}");
        }
    }

    /// <summary>Reads what events would have told.</summary>
    private async Task CatchUpAsync(bool isOver)
    {
        bool hadGap = _gaps.Count > 0;
        if (!isOver && (_approvals.IsSweepWanted || hadGap)) await _approvals.SweepAsync(hadGap, CancellationToken.None).ConfigureAwait(false);
        if (!hadGap) return;
        foreach (Session child in await _access.ReadDescendantsAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (_tree.Add(child)) _report(new ChildStartedUpdate(child.Id, child.ParentId!, child.Title));
        }

        await ReadChildrenAsync().ConfigureAwait(false);
        foreach (EventStreamGap gap in _gaps) _report(new GapHealedUpdate(_access.SessionId, gap));
        _gaps.Clear();
    }

    private async Task ReadChildrenAsync()
    {
        foreach (string child in _tree.Children)
            _transcript.Apply(await _access.ReadChildAsync(child, _promptId, CancellationToken.None).ConfigureAwait(false));
    }

    /// <summary>Decides on a turn that no step has finished.</summary>
    private async Task<TurnEnd?> JudgeAsync(TurnStanding standing, bool isBusy, bool isStored)
    {
        if (isBusy)
        {
            _idle.Reset();
            return null;
        }

        TimeSpan idle = _idle.Note(_steps);
        return standing switch
        {
            TurnStanding.BetweenSteps when _prompt.EndsWithStep => _stop.Why ?? new TurnEnd(TurnOutcome.Completed),
            TurnStanding.BetweenSteps when idle >= _haltedAfter => Halted(),
            TurnStanding.InStep when idle >= _tornAfter
                => _stop.Why
                    ?? new TurnEnd(TurnOutcome.ServerGone, "The server has stopped to work on the turn without an end, as one does that was restarted."),
            TurnStanding.NotBegun => await NotBegunAsync(idle, isStored).ConfigureAwait(false),
            _ => null,
        };
    }

    private TurnEnd Halted()
    {
        if (_stop.Why is { } stop) return stop;
        List<string> errors = [.. _steps[^1].Parts.OfType<ToolPart>().Select(static t => (t.State as ToolStateError)?.Error).OfType<string>()];
        if (errors.Count > 0 && _approvals.HasRefused) return new TurnEnd(TurnOutcome.PermissionRefused, errors[^1]);
        if (errors.Count > 0 && _approvals.HasDismissed) return new TurnEnd(TurnOutcome.QuestionUnanswered, errors[^1]);
        return new TurnEnd(TurnOutcome.Aborted, "The agent stopped without finishing: somebody aborted it.");
    }

    private async Task<TurnEnd?> NotBegunAsync(TimeSpan idle, bool isStored)
    {
        if (_watch.Error is { } error && idle >= _failedAfter) return new TurnEnd(TurnOutcome.ModelError, TurnEnd.TextOf(error), error);
        if (_stop.Why is { } stop)
        {
            // Aborting does nothing to a prompt that waits to be taken up.
            if (isStored) await _access.DeleteMessageAsync(_promptId, CancellationToken.None).ConfigureAwait(false);
            return !isStored && !_sender.IsSending && idle >= _tornAfter ? stop : null;
        }

        bool isLost = !_sender.IsSending && (idle >= _lostAfter || (_sender.MayBeLost && idle >= _failedAfter));
        if (!isLost) return null;
        if (!_sender.Repeat()) return new TurnEnd(TurnOutcome.ServerGone, "The server has taken the prompt, and has not begun to work on it.");
        _idle.Reset();
        return null;
    }

    // A turn that was told to stop does not wait for ever until the server says that it has.
    private TurnEnd? Overdue()
        => _stop.Why is { } stop && _abortedFirstAt is { } first && Clock.GetElapsedTime(first) >= _abortLimit
            ? stop with { Error = $"{stop.Error} The server has not confirmed that the agent stopped." }
            : null;

    private async Task WaitAsync(EventFeedReader reader)
    {
        if (_watch.IsReadWanted) return;
        TimeSpan limit = Interval - Clock.GetElapsedTime(_readAt);
        if (_watch.NextLimit is { } next && next < limit) limit = next;
        if (limit < _shortestWait) limit = _shortestWait;
        using CancellationTokenSource waiting = new();
        Task arrival = reader.WaitAtMostAsync(limit, Clock, waiting.Token);
        List<Task> wanted = _sender.Sending is { } sending ? [arrival, sending] : [arrival];
        if (_stop.Why is null) wanted.Add(_stop.Given);
        await Task.WhenAny(wanted).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        await arrival.ConfigureAwait(false);
    }
}
