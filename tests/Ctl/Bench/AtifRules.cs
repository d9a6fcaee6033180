using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCode.Ctl.Tests.Bench;

/// <summary>The rules of ATIF 1.7, from its RFC (harbor, rfcs/0001-trajectory-format.md) and as strict as Harbor's models: no other members.</summary>
internal static class AtifRules
{
    private static readonly string[] _sources = ["system", "user", "agent"];
    private static readonly string[] _ofAgents = ["model_name", "reasoning_effort", "reasoning_content", "tool_calls", "metrics"];

    public static void Check(JsonObject trajectory, bool isEmbedded = false)
    {
        Members(
            trajectory, ["schema_version", "agent", "steps"],
            ["session_id", "trajectory_id", "notes", "final_metrics", "continued_trajectory_ref", "extra", "subagent_trajectories"]);
        Assert.Equal("ATIF-v1.7", trajectory["schema_version"]!.GetValue<string>());
        if (isEmbedded) Assert.NotEqual("", Text(trajectory, "trajectory_id"));
        JsonObject agent = trajectory["agent"]!.AsObject();
        Members(agent, ["name", "version"], ["model_name", "tool_definitions", "extra"]);
        Assert.NotEqual("", Text(agent, "name"));
        Assert.NotEqual("", Text(agent, "version"));
        JsonArray children = trajectory["subagent_trajectories"]?.AsArray() ?? [];
        string[] embedded = [.. children.Select(static c => Text(c!.AsObject(), "trajectory_id"))];
        Assert.Equal(embedded.Length, embedded.Distinct().Count());
        JsonArray steps = trajectory["steps"]!.AsArray();
        Assert.NotEmpty(steps);
        for (int i = 0; i < steps.Count; i++) CheckStep(steps[i]!.AsObject(), i + 1, embedded);
        if (trajectory["final_metrics"] is JsonObject total) CheckTotal(total, steps);
        foreach (JsonNode? child in children) Check(child!.AsObject(), isEmbedded: true);
    }

    private static void CheckStep(JsonObject step, int number, string[] embedded)
    {
        Members(step, ["step_id", "source", "message"], [.. _ofAgents, "timestamp", "observation", "extra", "llm_call_count", "is_copied_context"]);
        Assert.Equal(number, step["step_id"]!.GetValue<int>());
        Assert.Contains(Text(step, "source"), _sources);
        Assert.Equal(JsonValueKind.String, step["message"]!.GetValueKind());
        if (step["timestamp"] is { } time) DateTimeOffset.Parse(time.GetValue<string>(), CultureInfo.InvariantCulture);
        if (Text(step, "source") != "agent") Assert.All(_ofAgents, n => Assert.False(step.ContainsKey(n), n));
        List<string> calls = [];
        foreach (JsonObject call in Objects(step["tool_calls"]))
        {
            Members(call, ["tool_call_id", "function_name", "arguments"], ["extra"]);
            Assert.Equal(JsonValueKind.Object, call["arguments"]!.GetValueKind());
            Assert.NotEqual("", Text(call, "function_name"));
            calls.Add(Text(call, "tool_call_id"));
        }

        Assert.Equal(calls.Count, calls.Distinct().Count());
        if (step["observation"] is JsonObject observation) Members(observation, ["results"], []);
        foreach (JsonObject result in Objects(step["observation"]?["results"]))
        {
            Members(result, [], ["source_call_id", "content", "subagent_trajectory_ref", "extra"]);
            if (result["source_call_id"] is { } source) Assert.Contains(source.GetValue<string>(), calls);
            foreach (JsonObject reference in Objects(result["subagent_trajectory_ref"]))
            {
                Members(reference, [], ["trajectory_id", "trajectory_path", "session_id", "extra"]);
                Assert.Contains(Text(reference, "trajectory_id"), embedded);
            }
        }

        if (step["metrics"] is not JsonObject metrics) return;
        Members(
            metrics, [], ["prompt_tokens", "completion_tokens", "cached_tokens", "cost_usd", "prompt_token_ids", "completion_token_ids", "logprobs", "extra"]);
        Assert.True(metrics["cached_tokens"]!.GetValue<long>() <= metrics["prompt_tokens"]!.GetValue<long>());
    }

    private static void CheckTotal(JsonObject total, JsonArray steps)
    {
        Members(total, [], ["total_prompt_tokens", "total_completion_tokens", "total_cached_tokens", "total_cost_usd", "total_steps", "extra"]);
        Assert.Equal(steps.Count, total["total_steps"]!.GetValue<int>());
        foreach (string name in new[] { "prompt_tokens", "completion_tokens", "cached_tokens" })
            Assert.Equal(steps.Sum(s => s!["metrics"]?[name]?.GetValue<long>() ?? 0), total[$"total_{name}"]!.GetValue<long>());
        Assert.Equal(steps.Sum(static s => s!["metrics"]?["cost_usd"]?.GetValue<double>() ?? 0), total["total_cost_usd"]!.GetValue<double>(), 9);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => list is null ? [] : list.AsArray().Select(static o => o!.AsObject());

    private static string Text(JsonObject json, string name) => json[name]!.GetValue<string>();

    private static void Members(JsonObject json, string[] required, string[] optional)
    {
        Assert.All(required, n => Assert.True(json.ContainsKey(n), $"{n} is missing in {json.ToJsonString()}"));
        Assert.Empty(json.Select(static m => m.Key).Except([.. required, .. optional]));
    }
}
