using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenCode.Core.Json;

namespace OpenCode.Server.Agents;

/// <summary>Any <see cref="IChatClient"/> as an agent: it is asked again as long as it calls tools, which are run here after the user's permission.</summary>
/// <param name="client">The model. It need not call functions by itself; if it does, its results are shown as they come.</param>
/// <param name="options">The tools, the instructions, and what clients choose from; null for none of them.</param>
public sealed class ChatClientAgent(IChatClient client, ChatClientAgentOptions? options = null) : IServerAgent
{
    private readonly ChatClientAgentOptions _options = options ?? new();

    /// <inheritdoc/>
    public AgentCatalog Catalog => _options.Catalog;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AgentUpdate> RunAsync(AgentTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        IReadOnlyList<AITool> tools = [.. _options.Tools(turn).Where(t => turn.Tools.GetValueOrDefault(t.Name, true))];
        List<ChatMessage> messages = [.. ChatHistory.Of(turn, _options.Instructions)];
        var settings = new ChatOptions { ModelId = turn.Model.ModelId, Tools = [.. tools], ConversationId = null };
        if (turn.Schema is { } schema) settings.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema);
        for (int step = 0; step < _options.MaxSteps; step++)
        {
            var received = new List<ChatResponseUpdate>();
            var calls = new Dictionary<string, FunctionCallContent>(StringComparer.Ordinal);
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(messages, settings, cancellationToken))
            {
                received.Add(update);
                foreach (AIContent content in update.Contents)
                {
                    if (content is FunctionCallContent call) calls[call.CallId] = call;
                    else if (content is FunctionResultContent result) calls.Remove(result.CallId);
                    if (UpdateOf(content) is { } shown) yield return shown;
                }
            }

            ChatResponse response = received.ToChatResponse();
            messages.AddRange(response.Messages);
            bool goesOn = calls.Count > 0;
            bool isRefused = false;
            if (goesOn)
            {
                var run = new ToolRun(turn, tools);
                var results = new List<AIContent>();
                foreach (FunctionCallContent call in calls.Values)
                {
                    (AgentUpdate shown, FunctionResultContent result) = await run.CallAsync(call, cancellationToken);
                    results.Add(result);
                    yield return shown;
                }

                messages.Add(new ChatMessage(ChatRole.Tool, results));
                isRefused = run.IsRefused;
            }
            else if (turn.Schema is not null)
            {
                yield return new AgentUpdate.Structured(StructuredAnswer(response.Text));
            }

            yield return new AgentUpdate.StepFinished(goesOn ? "tool-calls" : Reason(response.FinishReason), Usage(response.Usage));
            if (!goesOn || isRefused) yield break;
        }

        throw new InvalidOperationException($"The agent has called tools {_options.MaxSteps} times without an end. Raise ChatClientAgentOptions.MaxSteps if it needs more.");
    }

    private static AgentUpdate? UpdateOf(AIContent content) => content switch
    {
        TextReasoningContent reasoning when !string.IsNullOrEmpty(reasoning.Text) => new AgentUpdate.Reasoning(reasoning.Text),
        TextContent text when !string.IsNullOrEmpty(text.Text) => new AgentUpdate.Text(text.Text),
        FunctionCallContent call => new AgentUpdate.ToolCalled(call.CallId, call.Name, ToolText.Arguments(call.Arguments)),
        FunctionResultContent { Exception: { } error } failed => new AgentUpdate.ToolFailed(failed.CallId, error.Message),
        FunctionResultContent result => new AgentUpdate.ToolCompleted(result.CallId, ToolText.Result(result.Result)),
        _ => null,
    };

    private static string Reason(ChatFinishReason? reason) => reason?.Value switch
    {
        null => "stop",
        "tool_calls" => "tool-calls",
        "content_filter" => "content-filter",
        { } other => other,
    };

    private static AgentUsage Usage(UsageDetails? usage) => new(
        (usage?.InputTokenCount ?? 0) - (usage?.CachedInputTokenCount ?? 0), (usage?.OutputTokenCount ?? 0) - (usage?.ReasoningTokenCount ?? 0))
    {
        ReasoningTokens = usage?.ReasoningTokenCount ?? 0,
        CachedTokens = usage?.CachedInputTokenCount ?? 0,
    };

    private static JsonElement StructuredAnswer(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException e)
        {
            var error = new Models.StructuredOutputError { Data = new() { Message = "The answer is no JSON.", Retries = 0 } };
            throw new AgentException(error, "The answer is no JSON, but the prompt asks for it.", e);
        }
    }
}
