using OpenCode.Approvals;
using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Turns;

/// <summary>Decides on the permissions and questions of a tree of sessions, each once, however often the server tells of it.</summary>
internal sealed class ApprovalBroker(
    SessionAccess access, SessionTree tree, TurnOptions options, TimeProvider clock, Action<TurnUpdate> report, CancellationToken turnToken)
{
    private static readonly TimeSpan _sweepAgainAfter = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asking = new(StringComparer.Ordinal);
    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<Task>> _open = new(StringComparer.Ordinal);
    private long _sweptAt = clock.GetTimestamp();
    private bool _mayHaveMissed;

    /// <summary>Whether a permission was refused in a way that stops the agent.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>Whether a question was dismissed.</summary>
    public bool HasDismissed { get; private set; }

    /// <summary>Whether the server has to be asked what is open: nobody has yet, or a decision did not reach it.</summary>
    public bool IsSweepWanted { get; private set; } = true;

    /// <summary>Whether it is time to do so.</summary>
    public bool IsSweepDue => IsSweepWanted && clock.GetElapsedTime(_sweptAt) >= _sweepAgainAfter;

    /// <summary>Why a policy could not decide; the turn ends with it.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether somebody is thinking about an answer.</summary>
    public bool IsAsking
    {
        get
        {
            lock (_lock) return _asking.Count > 0;
        }
    }

    /// <summary>Takes note of an event, if it tells of an approval.</summary>
    public void Apply(Event next)
    {
        switch (next)
        {
            case EventPermissionAsked asked:
                Take(asked.Properties);
                break;
            case EventQuestionAsked asked:
                Take(asked.Properties);
                break;
            case EventPermissionReplied { Properties: { } reply }:
                HasRefused |= reply.Reply == PermissionReply.Reject && !IsExplained(reply.RequestId);
                Close(reply.RequestId, new PermissionRepliedUpdate(reply.SessionId, reply.RequestId, reply.Reply));
                break;
            case EventQuestionReplied { Properties: { } reply }:
                Close(reply.RequestId, new QuestionRepliedUpdate(reply.SessionId, reply.RequestId, IsDismissed: false));
                break;
            case EventQuestionRejected { Properties: { } reply }:
                HasDismissed = true;
                Close(reply.RequestId, new QuestionRepliedUpdate(reply.SessionId, reply.RequestId, IsDismissed: true));
                break;
            default:
                break;
        }
    }

    /// <summary>Asks the server what waits for a decision: what was asked before anybody listened, or in a gap.</summary>
    /// <param name="hadGap">Whether events were missed.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task SweepAsync(bool hadGap, CancellationToken cancellationToken)
    {
        _sweptAt = clock.GetTimestamp();
        IsSweepWanted = false;
        _mayHaveMissed |= hadGap;
        try
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
            _mayHaveMissed = false;
        }
        catch (ApiBadRequestException)
        {
            // 1.18.33 cannot list permissions while anybody in the directory waits for one to fetch from the web. Events tell of those of this turn;
            // where some may have been missed, it is asked again until it can.
            IsSweepWanted = _mayHaveMissed;
        }
        catch
        {
            IsSweepWanted = true;
            throw;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        foreach (QuestionRequest request in await access.ReadQuestionsAsync(cancellationToken).ConfigureAwait(false)) Take(request);
        foreach (PermissionRequest request in await access.ReadPermissionsAsync(cancellationToken).ConfigureAwait(false)) Take(request);
    }

    /// <summary>Refuses what is still open: the server keeps requests of turns that were aborted.</summary>
    public async Task CloseAllAsync()
    {
        List<Func<Task>> open;
        lock (_lock)
        {
            open = [.. _open.Values];
            _open.Clear();
        }

        foreach (Func<Task> close in open) await close().ConfigureAwait(false);
    }

    private void Take(PermissionRequest request)
    {
        if (!Begin(request.Id, request.SessionId, () => access.ReplyAsync(request, PermissionReply.Reject, null, CancellationToken.None))) return;
        report(new PermissionAskedUpdate(request.SessionId, request));
        _ = AnswerAsync(request.Id, async () =>
        {
            PermissionDecision decision = await options.Permissions.DecideAsync(request, clock, turnToken).ConfigureAwait(false);
            if (decision.Reply is not { } reply) return;
            if (reply == PermissionReply.Reject) NoteRefusal(request.Id, decision.Message);
            await access.ReplyAsync(request, reply, decision.Message, turnToken).ConfigureAwait(false);
        });
    }

    private void Take(QuestionRequest request)
    {
        if (!Begin(request.Id, request.SessionId, () => access.ReplyAsync(request, null, CancellationToken.None))) return;
        report(new QuestionAskedUpdate(request.SessionId, request));
        if (!options.Questions.Leaves) _ = AnswerAsync(request.Id, () => AnswerAsync(request));
        else Asked(request.Id);
    }

    private async Task AnswerAsync(QuestionRequest request)
    {
        IReadOnlyList<IReadOnlyList<string>>? answers;
        using CancellationTokenSource late = options.Questions.TimeLimit is { } limit ? new(limit, clock) : new();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(late.Token, turnToken);
        try
        {
            answers = await options.Questions.AnswerAsync(request, linked.Token).AsTask().WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !turnToken.IsCancellationRequested)
        {
            answers = null;
        }

        HasDismissed |= answers is null;
        await access.ReplyAsync(request, answers, turnToken).ConfigureAwait(false);
    }

    private bool Begin(string id, string session, Func<Task> close)
    {
        if (!tree.Contains(session)) return false;
        lock (_lock)
        {
            if (!_known.Add(id)) return false;
            _asking.Add(id);
            _open[id] = close;
            return true;
        }
    }

    private async Task AnswerAsync(string id, Func<Task> answer)
    {
        // Not on the thread that reads events: a policy may do as it likes.
        await Task.Yield();
        try
        {
            await answer().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (turnToken.IsCancellationRequested)
        {
            return;
        }
        catch (ApiException e) when (RequestFailure.MayHeal(e))
        {
            // The server may have got it or not: it is asked what is open.
            lock (_lock) _known.Remove(id);
            IsSweepWanted = _mayHaveMissed = true;
        }
        catch (Exception e)
        {
            Failure ??= e;
        }
        finally
        {
            Asked(id);
        }
    }

    // With a reason, the agent goes on; its event says only that it was refused.
    private void NoteRefusal(string id, string? reason)
    {
        if (reason is null) HasRefused = true;
        else lock (_lock) _explained.Add(id);
    }

    private bool IsExplained(string id)
    {
        lock (_lock) return _explained.Contains(id);
    }

    private void Asked(string id)
    {
        lock (_lock) _asking.Remove(id);
    }

    private void Close(string id, TurnUpdate update)
    {
        lock (_lock)
        {
            _open.Remove(id);
            _known.Add(id);
        }

        report(update);
    }
}
