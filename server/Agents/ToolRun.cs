using Microsoft.Extensions.AI;

namespace OpenCode.Server.Agents;

/// <summary>Runs the tools that a model calls, after the user's permission where they want it.</summary>
internal sealed class ToolRun(AgentTurn turn, IReadOnlyList<AITool> tools)
{
    /// <summary>Whether a user has refused something without a word: then the turn ends, as with the original, until they say more.</summary>
    public bool IsRefused { get; private set; }

    public async Task<(AgentUpdate Shown, FunctionResultContent Result)> CallAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (tools.OfType<AIFunction>().FirstOrDefault(t => t.Name == call.Name) is not { } function)
            return Failed(call, $"There is no tool '{call.Name}'. There are: {string.Join(", ", tools.Select(static t => t.Name))}.");
        if (function.GetService<ApprovalRequiredAIFunction>() is not null)
        {
            // All of it: a rule has to see what stands at the end, too.
            var question = new PermissionQuestion(call.Name, [ToolText.Arguments(call.Arguments).GetRawText()])
            {
                Always = ["*"],
                CallId = call.CallId,
                Metadata = ToolText.Arguments(call.Arguments),
            };
            PermissionAnswer answer = await turn.Host.AskPermissionAsync(question, cancellationToken);
            if (!answer.IsAllowed)
            {
                IsRefused |= string.IsNullOrEmpty(answer.Message);
                return Failed(call, answer.Message is { Length: > 0 } said
                    ? $"The user rejected permission to use this specific tool call with the following feedback: {said}"
                    : "The user rejected permission to use this specific tool call.");
            }
        }

        try
        {
            var arguments = new AIFunctionArguments(call.Arguments);
            object? result = await function.InvokeAsync(arguments, cancellationToken);
            return (new AgentUpdate.ToolCompleted(call.CallId, ToolText.Result(result)), new FunctionResultContent(call.CallId, result));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Failed(call, e.Message);
        }
    }

    private static (AgentUpdate Shown, FunctionResultContent Result) Failed(FunctionCallContent call, string error)
        => (new AgentUpdate.ToolFailed(call.CallId, error), new FunctionResultContent(call.CallId, $"Error: {error}"));
}
