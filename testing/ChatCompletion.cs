using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpenCode.Testing;

/// <summary>Writes one turn in the format of OpenAI's chat completions, streamed or whole.</summary>
internal sealed class ChatCompletion(int number, string model, ModelTurn turn, TimeProvider time)
{
    private readonly string _id = $"chatcmpl-{number}";
    private int _toolCalls;

    public static JsonObject Models() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray(new JsonObject { ["id"] = ScriptedModel.ModelName, ["object"] = "model", ["created"] = 0, ["owned_by"] = "scripted" }),
    };

    public static async Task WriteErrorAsync(HttpContext context, ModelError error, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = "application/json";
        if (error.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        JsonObject body = new() { ["error"] = new JsonObject { ["message"] = error.Message, ["type"] = "scripted_error", ["code"] = error.Status } };
        await context.Response.WriteAsync(body.ToJsonString(), cancellationToken);
    }

    public Task WriteAsync(HttpContext context, bool streaming, CancellationToken cancellationToken)
    {
        if (turn.Error is { } error) return WriteErrorAsync(context, error, cancellationToken);
        return streaming ? Subscribe(context, cancellationToken) : WriteWholeAsync(context, cancellationToken);
    }

    private async Task Subscribe(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        await WriteChunkAsync(context, Delta(new JsonObject { ["role"] = "assistant", ["content"] = "" }), cancellationToken);
        foreach (ModelStep step in turn.Steps)
        {
            if (step is ModelStep.Cut)
            {
                context.Abort();
                return;
            }

            if (await WaitedAsync(step, cancellationToken)) continue;
            await WriteChunkAsync(context, Delta(DeltaOf(step)), cancellationToken);
        }

        // Without a finish_reason OpenCode 1.18.33 would ask again at once, for ever.
        await WriteChunkAsync(context, Delta([], turn.FinishReason), cancellationToken);
        JsonObject usage = Envelope("chat.completion.chunk", []);
        usage["usage"] = turn.Tokens.ToJson();
        await WriteChunkAsync(context, usage, cancellationToken);
        await context.Response.WriteAsync("data: [DONE]\n\n", cancellationToken);
    }

    private async Task WriteWholeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        StringBuilder reasoning = new();
        JsonArray calls = [];
        foreach (ModelStep step in turn.Steps)
        {
            if (step is ModelStep.Cut)
            {
                context.Abort();
                return;
            }

            if (await WaitedAsync(step, cancellationToken)) continue;
            if (step is ModelStep.Text said) text.Append(said.Content);
            else if (step is ModelStep.Reasoning thought) reasoning.Append(thought.Content);
            else if (step is ModelStep.ToolCall call) calls.Add(CallOf(call));
        }

        JsonObject message = new() { ["role"] = "assistant", ["content"] = text.ToString() };
        if (reasoning.Length > 0) message["reasoning_content"] = reasoning.ToString();
        if (calls.Count > 0) message["tool_calls"] = calls;
        JsonObject body = Envelope("chat.completion", new JsonArray(
            new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = turn.FinishReason }));
        body["usage"] = turn.Tokens.ToJson();
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString(), cancellationToken);
    }

    private async Task<bool> WaitedAsync(ModelStep step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case ModelStep.Delay delay:
                await Task.Delay(delay.Duration, time, cancellationToken);
                return true;
            case ModelStep.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
                return true;
            default:
                return false;
        }
    }

    private JsonObject DeltaOf(ModelStep step) => step switch
    {
        ModelStep.Text text => new JsonObject { ["content"] = text.Content },
        ModelStep.Reasoning reasoning => new JsonObject { ["reasoning_content"] = reasoning.Content },
        ModelStep.ToolCall call => new JsonObject { ["tool_calls"] = new JsonArray(CallOf(call)) },
        _ => throw new InvalidOperationException($"The step {step.GetType().Name} has no chunk."),
    };

    private JsonObject CallOf(ModelStep.ToolCall call)
    {
        int index = _toolCalls++;
        return new JsonObject
        {
            ["index"] = index,
            ["id"] = $"call_{number}_{index}",
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
        };
    }

    private JsonObject Delta(JsonObject delta, string? finishReason = null) => Envelope("chat.completion.chunk", new JsonArray(
        new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finishReason }));

    private JsonObject Envelope(string kind, JsonArray choices) => new()
    {
        ["id"] = _id,
        ["object"] = kind,
        ["created"] = 0,
        ["model"] = model,
        ["choices"] = choices,
    };

    private static async Task WriteChunkAsync(HttpContext context, JsonObject chunk, CancellationToken cancellationToken)
    {
        await context.Response.WriteAsync($"data: {chunk.ToJsonString()}\n\n", cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
