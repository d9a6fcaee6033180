using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Approvals;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Sessions;

namespace OpenCode.Server.Turns;

/// <summary>Has prompts answered by the agent, those of a session one after the other.</summary>
/// <param name="agent">Who answers.</param>
/// <param name="repository">Keeps sessions.</param>
/// <param name="news">Tells of them.</param>
/// <param name="desk">Asks people.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Receives what went wrong.</param>
internal sealed partial class TurnRunner(
    IServerAgent agent, SessionRepository repository, SessionNews news, ApprovalDesk desk, ServerIds ids, TimeProvider clock, ILogger<TurnRunner> log)
    : IAsyncDisposable
{
    private const int TitleLength = 50;

    private readonly ConcurrentDictionary<string, TurnLane> _lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SessionStatus> _statuses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> _unattended = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The sessions that are not idle.</summary>
    public IReadOnlyDictionary<string, SessionStatus> Statuses => _statuses;

    /// <summary>Whether a turn of the session runs or waits.</summary>
    public bool IsBusy(string session) => _lanes.TryGetValue(session, out TurnLane? lane) && lane.IsBusy;

    /// <summary>Aborts what runs and waits in a session.</summary>
    public Task<bool> AbortAsync(string session) => _lanes.TryGetValue(session, out TurnLane? lane) ? lane.AbortAsync() : Task.FromResult(false);

    /// <summary>Runs a turn; goes on when the one who asked has gone.</summary>
    /// <param name="session">The session.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="isKept">Is told when the prompt is kept, so that it is no longer lost.</param>
    /// <returns>The last message of the answer.</returns>
    public async Task<MessageWithParts> PromptAsync(Session session, ChosenPrompt request, TaskCompletionSource? isKept = null)
    {
        (UserMessage message, IReadOnlyList<Part> parts) = PromptMessage.Create(session, request, ids, clock);
        try
        {
            await repository.SaveAsync([message], parts, _stopping.Token);
            isKept?.TrySetResult();
        }
        catch (Exception e) when (isKept is not null)
        {
            isKept.TrySetException(e);
            throw;
        }

        news.Message(session, message);
        foreach (Part part in parts) news.Part(session, part);
        if (request.NoReply) return new MessageWithParts { Info = message, Parts = parts };
        TurnLane lane = _lanes.GetOrAdd(session.Id, static _ => new TurnLane());
        return await lane.RunAsync(abort => RunAsync(session.Id, message, request, abort), _stopping.Token);
    }

    /// <summary>Runs a turn that nobody waits for. Returns when the prompt is kept.</summary>
    public async Task BeginAsync(Session session, ChosenPrompt request)
    {
        var isKept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task turn = Unattended(session, request, isKept);
        _unattended[turn] = true;
        _ = turn.ContinueWith(
            t => _unattended.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await isKept.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_unattended.Keys);
    }

    private async Task Unattended(Session session, ChosenPrompt request, TaskCompletionSource isKept)
    {
        try
        {
            await PromptAsync(session, request, isKept);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            isKept.TrySetCanceled();
        }
        catch (Exception e)
        {
            if (isKept.Task.IsCompletedSuccessfully) TurnLost(log, session.Id, e);
        }
    }

    private async Task<MessageWithParts> RunAsync(string sessionId, UserMessage prompt, ChosenPrompt request, CancellationToken abort)
    {
        Session session = await repository.GetAsync(sessionId, CancellationToken.None);
        SetStatus(session, new SessionStatusBusy());
        IReadOnlyList<MessageWithParts> messages = await repository.GetMessagesAsync(sessionId, CancellationToken.None);

        // What was sent while an earlier turn ran stands behind its answers.
        MessageWithParts asked = messages.First(m => m.Info.Id == prompt.Id);
        var turn = new AgentTurn
        {
            Session = session,
            Directory = session.Directory,
            Messages = [.. messages.Where(m => m.Info.Id != prompt.Id), asked],
            Agent = prompt.Agent,
            Model = request.Model,
            System = request.System,
            Schema = request.Schema,
            Tools = request.Tools,
            Host = null!,
        };
        var writer = new AnswerWriter(turn, prompt, repository, news, ids, clock);
        turn = turn with { Host = new AgentHost(session, () => writer.Message?.Id, desk, repository, news, this, ids, clock) };
        try
        {
            abort.ThrowIfCancellationRequested();
            await foreach (AgentUpdate update in agent.RunAsync(turn, abort).WithCancellation(abort))
            {
                if (update is AgentUpdate.Retrying retrying) _statuses[sessionId] = Retry(retrying);
                await writer.WriteAsync(update, CancellationToken.None);
            }

            await writer.EndAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            await writer.FailAsync(new MessageAbortedError { Data = new() { Message = "Aborted" } }, CancellationToken.None);
        }
        catch (Exception e)
        {
            if (e is not AgentException) AgentFailed(log, sessionId, e);
            await writer.FailAsync(ErrorOf(e), CancellationToken.None);
        }
        finally
        {
            await EndAsync(sessionId, session, asked, writer);
        }

        return new MessageWithParts { Info = writer.Message!, Parts = [.. writer.Parts] };
    }

    private async Task EndAsync(string sessionId, Session session, MessageWithParts asked, AnswerWriter writer)
    {
        if (await repository.FindAsync(sessionId, CancellationToken.None) is { } latest)
        {
            SessionTokens? old = latest.Tokens;
            string title = latest.Title.StartsWith(SessionTitles.Default, StringComparison.Ordinal) ? TitleOf(asked) ?? latest.Title : latest.Title;
            var ended = new Session(latest)
            {
                Title = title,
                Cost = (latest.Cost ?? 0) + writer.Steps.Sum(static s => s.Cost),
                Tokens = new()
                {
                    Input = (old?.Input ?? 0) + writer.Steps.Sum(static s => s.Tokens.Input),
                    Output = (old?.Output ?? 0) + writer.Steps.Sum(static s => s.Tokens.Output),
                    Reasoning = (old?.Reasoning ?? 0) + writer.Steps.Sum(static s => s.Tokens.Reasoning),
                    Cache = new() { Read = (old?.Cache.Read ?? 0) + writer.Steps.Sum(static s => s.Tokens.Cache.Read), Write = old?.Cache.Write ?? 0 },
                },
                Time = new SessionTime(latest.Time) { Updated = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            };
            await repository.SaveAsync(ended, CancellationToken.None);
            news.Updated(ended);
        }

        _statuses.TryRemove(sessionId, out _);
        news.Status(session, new SessionStatusIdle());
        news.Idle(session);
    }

    private void SetStatus(Session session, SessionStatus status)
    {
        _statuses[session.Id] = status;
        news.Status(session, status);
    }

    private static SessionStatusRetry Retry(AgentUpdate.Retrying retrying)
        => new() { Attempt = retrying.Attempt, Message = retrying.Message, Next = retrying.Next.ToUnixTimeMilliseconds() };

    private static AssistantMessageError ErrorOf(Exception error) => error switch
    {
        AgentException { Error: { } known } => known,
        HttpRequestException { StatusCode: { } status } failed => new ApiError
        {
            Data = new()
            {
                Message = failed.Message,
                StatusCode = (int)status,
                IsRetryable = status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
            },
        },
        _ => new UnknownError { Data = new() { Message = error.Message } },
    };

    private static string? TitleOf(MessageWithParts asked)
    {
        IEnumerable<string> texts = asked.Parts.OfType<TextPart>().Where(static p => p.Synthetic != true).Select(static p => p.Text);
        string line = string.Concat(texts).ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? null : line.Length <= TitleLength ? line : line[..TitleLength].TrimEnd() + "…";
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The agent failed in session {Session}.")]
    private static partial void AgentFailed(ILogger logger, string session, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of session {Session} was lost.")]
    private static partial void TurnLost(ILogger logger, string session, Exception exception);
}
