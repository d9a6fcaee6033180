using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Approvals;
using OpenCode.Server.Identity;
using OpenCode.Server.Sessions;

namespace OpenCode.Server.Turns;

/// <summary>Runs a turn: asks the agent, writes down what it does, and says how it ended.</summary>
/// <param name="agent">Who answers.</param>
/// <param name="repository">Keeps sessions.</param>
/// <param name="news">Tells of them.</param>
/// <param name="desk">Asks people.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Receives what went wrong.</param>
internal sealed partial class TurnExecution(
    IServerAgent agent, SessionRepository repository, SessionNews news, ApprovalDesk desk, ServerIds ids, TimeProvider clock, ILogger<TurnExecution> log)
{
    private const int TitleLength = 50;

    private readonly ConcurrentDictionary<string, SessionStatus> _statuses = new(StringComparer.Ordinal);

    /// <summary>The sessions that are not idle.</summary>
    public IReadOnlyDictionary<string, SessionStatus> Statuses => _statuses;

    /// <summary>Runs a turn whose place in the line has come.</summary>
    /// <returns>The last message of the answer.</returns>
    public async Task<MessageWithParts> RunAsync(
        string sessionId, UserMessage prompt, ChosenPrompt request, TurnRunner runner, CancellationToken abort)
    {
        Session session = await repository.GetAsync(sessionId, CancellationToken.None);
        SetStatus(session, new SessionStatusBusy());
        try
        {
            return await AnswerAsync(session, prompt, request, runner, abort);
        }
        finally
        {
            // Whatever has failed, also the store: nobody waits for ever for a session that does nothing.
            _statuses.TryRemove(sessionId, out _);
            news.Status(session, new SessionStatusIdle());
            news.Idle(session);
        }
    }

    private async Task<MessageWithParts> AnswerAsync(
        Session session, UserMessage prompt, ChosenPrompt request, TurnRunner runner, CancellationToken abort)
    {
        IReadOnlyList<MessageWithParts> messages = await repository.GetMessagesAsync(session.Id, CancellationToken.None);
        MessageWithParts asked = messages.First(m => m.Info.Id == prompt.Id);
        var turn = new AgentTurn
        {
            Session = session,
            Directory = session.Directory,
            Messages = [.. Before(messages, prompt), asked],
            Agent = prompt.Agent,
            Model = request.Model,
            System = request.System,
            Schema = request.Schema,
            Tools = request.Tools,
            Host = null!,
        };
        var writer = new AnswerWriter(turn, prompt, repository, news, ids, clock);
        turn = turn with { Host = new AgentHost(turn, () => writer.Message?.Id, desk, repository, news, runner, ids, clock) };
        try
        {
            abort.ThrowIfCancellationRequested();
            await foreach (AgentUpdate update in agent.RunAsync(turn, abort).WithCancellation(abort))
            {
                ShowRetries(session, update);
                await writer.WriteAsync(update, CancellationToken.None);
            }

            // An agent may end without a word when it is aborted.
            abort.ThrowIfCancellationRequested();
            await writer.EndAsync(CancellationToken.None);
        }
        catch (Exception e) when (abort.IsCancellationRequested && e is not OutOfMemoryException)
        {
            await writer.FailAsync(new MessageAbortedError { Data = new() { Message = "Aborted" } }, CancellationToken.None);
        }
        catch (Exception e)
        {
            if (e is not AgentException) AgentFailed(log, session.Id, e);
            await writer.FailAsync(ErrorOf(e), CancellationToken.None);
        }

        await CountAsync(session.Id, asked, writer);
        return new MessageWithParts { Info = writer.Message!, Parts = [.. writer.Parts] };
    }

    // The prompts before this one, each with its answers. What was sent while an earlier turn ran and waits for its own turn is not part of it.
    private static IEnumerable<MessageWithParts> Before(IReadOnlyList<MessageWithParts> messages, UserMessage prompt)
    {
        ILookup<string, MessageWithParts> answers = messages.Where(static m => m.Info is AssistantMessage)
            .ToLookup(static m => ((AssistantMessage)m.Info).ParentId, StringComparer.Ordinal);
        foreach (MessageWithParts message in messages.Where(m => m.Info is UserMessage && m.Info.Id != prompt.Id))
        {
            bool isLater = string.CompareOrdinal(message.Info.Id, prompt.Id) > 0;
            if (isLater && !answers.Contains(message.Info.Id)) continue;
            yield return message;
            foreach (MessageWithParts answer in answers[message.Info.Id]) yield return answer;
        }
    }

    private async Task CountAsync(string sessionId, MessageWithParts asked, AnswerWriter writer)
    {
        if (await repository.FindAsync(sessionId, CancellationToken.None) is not { } latest) return;
        SessionTokens? old = latest.Tokens;
        var ended = new Session(latest)
        {
            Title = latest.Title.StartsWith(SessionTitles.Default, StringComparison.Ordinal) ? TitleOf(asked) ?? latest.Title : latest.Title,
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

    private void SetStatus(Session session, SessionStatus status)
    {
        _statuses[session.Id] = status;
        news.Status(session, status);
    }

    // Busy again when the model answers after all.
    private void ShowRetries(Session session, AgentUpdate update)
    {
        if (update is AgentUpdate.Retrying retrying)
        {
            SetStatus(session, new SessionStatusRetry
            {
                Attempt = retrying.Attempt,
                Message = retrying.Message,
                Next = retrying.Next.ToUnixTimeMilliseconds(),
            });
        }
        else if (_statuses.GetValueOrDefault(session.Id) is SessionStatusRetry)
        {
            SetStatus(session, new SessionStatusBusy());
        }
    }

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
}
