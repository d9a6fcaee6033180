using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Models;

namespace OpenCode.Ctl.Bench.Trajectories;

/// <summary>
/// A turn in the Agent Trajectory Interchange Format of Harbor and Terminal-Bench, version 1.7: the prompt, a step for each response of the model, and the
/// sub-agents' steps in trajectories of their own.
/// </summary>
internal static class Trajectory
{
    public const string Version = "ATIF-v1.7";

    /// <summary>Makes one.</summary>
    /// <param name="source">What happened.</param>
    public static JsonObject Of(TrajectorySource source)
    {
        Dictionary<string, string> prompts = new(StringComparer.Ordinal);
        JsonObject root = Body(source, source.Id, source.Prompt, source.Steps, prompts);
        root.Insert(1, "session_id", source.Session);
        JsonArray children = [];
        foreach ((string session, IReadOnlyList<MessageWithParts> steps) in source.Children)
        {
            // What a child was asked stands in the call of its parent, whose steps have been gone through.
            children.Add((JsonNode)Body(source, session, prompts.GetValueOrDefault(session), steps, prompts));
        }

        if (children.Count > 0) root["subagent_trajectories"] = children;
        JsonObject extra = source.Extra.DeepClone().AsObject();
        if (children.Count > 0) extra["with_subagents"] = Total(source.Children.Values.Prepend(source.Steps).SelectMany(static s => s));
        root["extra"] = extra;
        return root;
    }

    private static JsonObject Body(
        TrajectorySource source, string id, string? prompt, IReadOnlyList<MessageWithParts> messages, Dictionary<string, string> prompts)
    {
        JsonArray steps = [];
        if (prompt is not null)
        {
            long? first = id == source.Id ? source.StartedAt.ToUnixTimeMilliseconds() : First(messages)?.Time.Created;
            JsonObject asked = new() { ["step_id"] = 1 };
            if (first is { } time) asked["timestamp"] = Time(time);
            asked["source"] = "user";
            asked["message"] = prompt;
            steps.Add((JsonNode)asked);
        }

        foreach (MessageWithParts message in messages)
        {
            if (message.Info is AssistantMessage info) steps.Add((JsonNode)Step(steps.Count + 1, info, message.Parts, source, prompts));
        }

        JsonObject agent = new() { ["name"] = "opencode", ["version"] = source.Release, ["model_name"] = source.Model };
        if (First(messages) is { Agent.Length: > 0 } one) agent["extra"] = new JsonObject { ["agent"] = one.Agent };
        JsonObject total = Total(messages);
        total["total_steps"] = steps.Count;
        return new JsonObject
        {
            ["schema_version"] = Version,
            ["trajectory_id"] = id,
            ["agent"] = agent,
            ["steps"] = steps,
            ["final_metrics"] = total,
        };
    }

    private static JsonObject Step(
        int number, AssistantMessage info, IReadOnlyList<Part> parts, TrajectorySource source, Dictionary<string, string> prompts)
    {
        JsonObject step = new()
        {
            ["step_id"] = number,
            ["timestamp"] = Time(info.Time.Created),
            ["source"] = "agent",
            ["model_name"] = $"{info.ProviderId}/{info.ModelId}",
        };
        if (info.Variant is { Length: > 0 } variant) step["reasoning_effort"] = variant;
        step["message"] = string.Join("\n\n", parts.OfType<TextPart>().Where(static p => p.Ignored != true && p.Text.Length > 0).Select(static p => p.Text));
        string reasoning = string.Join("\n\n", parts.OfType<ReasoningPart>().Where(static p => p.Text.Length > 0).Select(static p => p.Text));
        if (reasoning.Length > 0) step["reasoning_content"] = reasoning;
        ToolPart[] calls = [.. parts.OfType<ToolPart>()];
        if (calls.Length > 0) step["tool_calls"] = new JsonArray([.. calls.Select(Call)]);
        JsonArray results = new([.. calls.Select(c => Result(c, source, prompts)).Where(static r => r is not null)]);
        if (results.Count > 0) step["observation"] = new JsonObject { ["results"] = results };
        step["metrics"] = Metrics(info);
        step["llm_call_count"] = 1;
        JsonObject extra = [];
        if (info.Finish is { } finish) extra["finish_reason"] = finish;
        if (info.Error is { } error) extra["error"] = error.ErrorMessage ?? error.Name;
        if (info.Summary == true) extra["is_summary"] = true;
        if (extra.Count > 0) step["extra"] = extra;
        return step;
    }

    private static JsonObject Call(ToolPart call) => new()
    {
        ["tool_call_id"] = call.CallId,
        ["function_name"] = call.Tool,
        ["arguments"] = call.State.Input.ValueKind == JsonValueKind.Object ? JsonObject.Create(call.State.Input.Clone()) : [],
    };

    // Null for a call that was broken off.
    private static JsonObject? Result(ToolPart call, TrajectorySource source, Dictionary<string, string> prompts)
    {
        JsonObject result = new() { ["source_call_id"] = call.CallId };
        JsonElement? metadata = null;
        if (call.State is ToolStateCompleted completed) (result["content"], metadata) = (completed.Output, completed.Metadata);
        else if (call.State is ToolStateError failed) (result["content"], metadata) = (failed.Error, failed.Metadata);
        else return null;
        if (call.State is ToolStateError) result["extra"] = new JsonObject { ["is_error"] = true };
        if (Text(metadata, "sessionId") is { } child && source.Children.ContainsKey(child))
        {
            result["subagent_trajectory_ref"] = new JsonArray(new JsonObject { ["trajectory_id"] = child });
            if (Text(call.State.Input, "prompt") is { } prompt) prompts[child] = prompt;
        }

        return result;
    }

    private static JsonObject Metrics(AssistantMessage info) => new()
    {
        // The format counts what came from a cache among the prompt, and thoughts among the completion; OpenCode counts them apart.
        ["prompt_tokens"] = Whole(info.Tokens.Input) + Whole(info.Tokens.Cache.Read) + Whole(info.Tokens.Cache.Write),
        ["completion_tokens"] = Whole(info.Tokens.Output) + Whole(info.Tokens.Reasoning),
        ["cached_tokens"] = Whole(info.Tokens.Cache.Read),
        ["cost_usd"] = double.IsFinite(info.Cost) ? info.Cost : 0,
        ["extra"] = new JsonObject { ["reasoning_tokens"] = Whole(info.Tokens.Reasoning), ["cache_write_tokens"] = Whole(info.Tokens.Cache.Write) },
    };

    private static JsonObject Total(IEnumerable<MessageWithParts> messages)
    {
        JsonObject[] all = [.. messages.Select(static m => m.Info).OfType<AssistantMessage>().Select(Metrics)];
        return new JsonObject
        {
            ["total_prompt_tokens"] = all.Sum(static m => m["prompt_tokens"]!.GetValue<long>()),
            ["total_completion_tokens"] = all.Sum(static m => m["completion_tokens"]!.GetValue<long>()),
            ["total_cached_tokens"] = all.Sum(static m => m["cached_tokens"]!.GetValue<long>()),
            ["total_cost_usd"] = all.Sum(static m => m["cost_usd"]!.GetValue<double>()),
        };
    }

    private static string? Text(JsonElement? json, string name)
        => json is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static AssistantMessage? First(IReadOnlyList<MessageWithParts> messages)
        => messages.Select(static m => m.Info).OfType<AssistantMessage>().FirstOrDefault();

    private static long Whole(double value) => double.IsFinite(value) ? (long)Math.Clamp(value, 0, long.MaxValue / 16) : 0;

    private static string Time(long milliseconds)
        => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
