using System.Text.Json;
using OpenCode.Ctl.Sessions;
using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>Sends prompts, and stays until the end.</summary>
internal static class Prompter
{
    /// <summary>Sends one.</summary>
    /// <param name="handle">The session.</param>
    /// <param name="request">The prompt.</param>
    /// <param name="report">Is told what happens meanwhile; null for nobody.</param>
    /// <param name="cancellationToken">Aborts it, on the server too.</param>
    public static async Task<PromptOutcome> SendAsync(SessionHandle handle, PromptRequest request, Action<TurnUpdate>? report,
        CancellationToken cancellationToken)
    {
        TurnUsage usage = default;
        string text = request.Schema?.Ask(request.Text) ?? request.Text;
        for (int attempt = 1; ; attempt++)
        {
            Turn turn = handle.Session.Prompt(text, request.Options with { ThrowOn = TurnOptions.ThrowOnNothing }, cancellationToken);
            if (report is not null)
            {
                await foreach (TurnUpdate update in turn) report(update);
            }

            TurnResult result = await turn;
            usage += result.Usage;
            PromptOutcome outcome = new(handle.Entry.Id, result, usage)
            {
                IsTimedOut = result.Outcome == TurnOutcome.BudgetExceeded && request.Options.Limits.Duration is { } limit && result.Duration >= limit,
            };
            if (request.Schema is not { } schema || !result.IsCompleted) return outcome;
            string? problem = schema.Check(result.Text, out JsonElement value);
            if (problem is null) return outcome with { Value = value };
            if (attempt == AnswerSchema.Attempts) return outcome with { SchemaProblem = $"After {attempt} attempts the answer does not fit the schema: {problem}" };
            text = AnswerSchema.AskAgain(problem);
        }
    }
}
