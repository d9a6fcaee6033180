using System.Text.Json;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Waiting;
using OpenCode.Models;
using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>Sends prompts, and stays until the end.</summary>
/// <param name="deadline">The limit of time for all attempts.</param>
/// <param name="time">The clock.</param>
internal sealed class Prompter(Deadline deadline, TimeProvider time)
{
    /// <summary>Sends one; again, when the answer does not fit its schema.</summary>
    /// <param name="handle">The session.</param>
    /// <param name="request">The prompt.</param>
    /// <param name="report">Is told what happens meanwhile; null for nobody.</param>
    /// <param name="cancellationToken">Aborts it, on the server too.</param>
    public async Task<PromptOutcome> SendAsync(SessionHandle handle, PromptRequest request, Action<TurnUpdate>? report, CancellationToken cancellationToken)
    {
        TurnUsage usage = default;
        string text = request.Schema?.Ask(request.Text) ?? request.Text;
        for (int attempt = 1; ; attempt++)
        {
            PromptOutcome outcome = await TurnAsync(handle, text, request, usage.Cost, report, cancellationToken);
            usage += outcome.Usage;
            outcome = outcome with { Usage = usage };
            if (request.Schema is not { } schema || !outcome.Result.IsCompleted || outcome.Waits is not null) return outcome;
            string? problem = schema.Check(outcome.Result.Text, out JsonElement value);
            if (problem is null) return outcome with { Value = value };
            string missed = $"After {(attempt == 1 ? "one attempt" : $"{attempt} attempts")} the answer does not fit the schema: {problem}";
            if (attempt == AnswerSchema.Attempts) return outcome with { SchemaProblem = missed };
            if (deadline.IsOver) return outcome with { SchemaProblem = $"{deadline.Reached().Message} {missed}", IsTimedOut = true };
            if (usage.Cost >= request.Options.Limits.Cost) return outcome with { SchemaProblem = $"The budget is used up. {missed}", IsTooDear = true };
            text = AnswerSchema.AskAgain(problem);
        }
    }

    private async Task<PromptOutcome> TurnAsync(
        SessionHandle handle, string text, PromptRequest request, decimal spent, Action<TurnUpdate>? report, CancellationToken cancellationToken)
    {
        // Read once: it may be over a moment later.
        TimeSpan? remaining = deadline.Remaining;
        if (remaining == TimeSpan.Zero) throw deadline.Reached();

        // Who leaves requests to somebody wants to find them open at the end: this turn is then not ended by the client.
        TurnOptions options = request.Options with
        {
            ThrowOn = TurnOptions.ThrowOnNothing,
            Limits = request.Options.Limits with { Cost = request.Options.Limits.Cost - spent, Duration = request.IsLeft ? null : remaining },
        };
        long began = time.GetTimestamp();
        Turn turn = handle.Session.Prompt(text, options, cancellationToken);
        OpenRequests open = new();
        try
        {
            await FollowAsync(turn, open, request.IsLeft, report);
        }
        catch (TimeoutException) when (open.State is { } state)
        {
            return new PromptOutcome(handle.Entry.Id, Unfinished(turn, open, time.GetElapsedTime(began)), default) { Waits = state };
        }
        catch (TimeoutException exception)
        {
            TurnResult stopped = await turn.AbortAsync(cancellationToken);
            return new PromptOutcome(handle.Entry.Id, stopped with { Error = exception.Message }, stopped.Usage) { IsTimedOut = !stopped.IsCompleted };
        }

        TurnResult result = await turn;
        return new PromptOutcome(handle.Entry.Id, result, result.Usage)
        {
            IsTimedOut = result.Outcome == TurnOutcome.BudgetExceeded && deadline.IsOver,
        };
    }

    private async Task FollowAsync(Turn turn, OpenRequests open, bool isLeft, Action<TurnUpdate>? report)
    {
        // A command that is broken off stays until the turn has been stopped on the server, which ends the reading.
        if (isLeft) await deadline.KeepAsync(ReadAsync, CancellationToken.None);
        else await ReadAsync(CancellationToken.None);

        async Task<bool> ReadAsync(CancellationToken token)
        {
            await foreach (TurnUpdate update in turn.WithCancellation(token))
            {
                open.Note(update);
                report?.Invoke(update);
            }

            return true;
        }
    }

    private static TurnResult Unfinished(Turn turn, OpenRequests open, TimeSpan duration) => new()
    {
        Outcome = TurnOutcome.Aborted,
        SessionId = turn.SessionId,
        PromptId = turn.PromptId ?? "",
        Text = "",
        Messages = [],
        ChildMessages = new Dictionary<string, IReadOnlyList<MessageWithParts>>(),
        Usage = default,
        Duration = duration,
        Error = $"It waits for somebody to decide on {string.Join(", ", open.Ids)}.",
    };
}
