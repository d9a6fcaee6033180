using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Bench.Trajectories;
using OpenCode.Models;

namespace OpenCode.Ctl.Tests.Bench;

public sealed class TrajectoryTests
{
    [Fact]
    public void A_turn_with_a_sub_agent_follows_the_rules_of_the_format()
    {
        JsonObject trajectory = Trajectory.Of(Source());

        AtifRules.Check(trajectory);
        Assert.Equal("ses_1", trajectory["session_id"]!.GetValue<string>());
        Assert.Equal("run-1", trajectory["trajectory_id"]!.GetValue<string>());
        JsonArray steps = trajectory["steps"]!.AsArray();
        Assert.Equal("""{"step_id":1,"timestamp":"2026-11-27T12:00:00.000Z","source":"user","message":"Do it"}""", steps[0]!.ToJsonString());
        Assert.Equal("I think", steps[1]!["reasoning_content"]!.GetValue<string>());
        Assert.Equal("First.\n\nSecond.", steps[1]!["message"]!.GetValue<string>());
        Assert.Equal("high", steps[1]!["reasoning_effort"]!.GetValue<string>());
        Assert.Equal(["c1", "c2", "c3"], steps[1]!["tool_calls"]!.AsArray().Select(static c => c!["tool_call_id"]!.GetValue<string>()));

        // A call that was broken off has no result; one that failed has its error.
        Assert.Equal(["c1", "c2"], steps[1]!["observation"]!["results"]!.AsArray().Select(static r => r!["source_call_id"]!.GetValue<string>()));
        Assert.Equal("It failed", steps[1]!["observation"]!["results"]![1]!["content"]!.GetValue<string>());
        Assert.Equal("ses_2", steps[1]!["observation"]!["results"]![0]!["subagent_trajectory_ref"]![0]!["trajectory_id"]!.GetValue<string>());
        JsonObject child = trajectory["subagent_trajectories"]![0]!.AsObject();
        Assert.Equal("Think", child["steps"]![0]!["message"]!.GetValue<string>());
        Assert.Equal(2, child["final_metrics"]!["total_steps"]!.GetValue<int>());
    }

    [Fact]
    public void Tokens_from_a_cache_are_among_the_prompt_and_thoughts_among_the_completion()
    {
        JsonObject trajectory = Trajectory.Of(Source());

        Assert.Equal(
            """{"prompt_tokens":1060,"completion_tokens":25,"cached_tokens":900,"cost_usd":0.25,"extra":{"reasoning_tokens":5,"cache_write_tokens":60}}""",
            trajectory["steps"]![1]!["metrics"]!.ToJsonString());
        Assert.Equal(0.25, trajectory["final_metrics"]!["total_cost_usd"]!.GetValue<double>());
        Assert.Equal(0.5, trajectory["extra"]!["with_subagents"]!["total_cost_usd"]!.GetValue<double>());
        Assert.Equal("x", trajectory["extra"]!["task"]!.GetValue<string>());
    }

    [Fact]
    public void A_turn_in_which_the_model_said_nothing_is_the_prompt()
    {
        JsonObject trajectory = Trajectory.Of(Source() with { Steps = [], Children = new Dictionary<string, IReadOnlyList<MessageWithParts>>() });

        AtifRules.Check(trajectory);
        Assert.Single(trajectory["steps"]!.AsArray());
    }

    private static TrajectorySource Source() => new()
    {
        Id = "run-1",
        Session = "ses_1",
        Release = "1.18.33",
        Model = "a/one",
        Prompt = "Do it",
        StartedAt = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero),
        Steps =
        [
            Message(
                "ses_1",
                """{ "type": "reasoning", "text": "I think", "time": { "start": 1 } }""",
                """{ "type": "text", "text": "First." }""",
                """{ "type": "text", "text": "Second." }""",
                """{ "type": "text", "text": "Not sent.", "ignored": true }""",
                """
                { "type": "tool", "callID": "c1", "tool": "task", "state": { "status": "completed", "input": { "prompt": "Think" }, "output": "Thought", "title": "t",
                  "metadata": { "sessionId": "ses_2" }, "time": { "start": 1, "end": 2 } } }
                """,
                """{ "type": "tool", "callID": "c2", "tool": "bash", "state": { "status": "error", "input": {}, "error": "It failed", "time": { "start": 1, "end": 2 } } }""",
                """{ "type": "tool", "callID": "c3", "tool": "bash", "state": { "status": "running", "input": {}, "time": { "start": 1 } } }"""),
        ],
        Children = new Dictionary<string, IReadOnlyList<MessageWithParts>> { ["ses_2"] = [Message("ses_2", """{ "type": "text", "text": "Hm." }""")] },
        Extra = new JsonObject { ["task"] = "x" },
    };

    private static MessageWithParts Message(string session, params string[] parts)
    {
        JsonObject info = new()
        {
            ["role"] = "assistant",
            ["id"] = "msg_1",
            ["sessionID"] = session,
            ["parentID"] = "msg_0",
            ["agent"] = "build",
            ["mode"] = "build",
            ["modelID"] = "one",
            ["providerID"] = "a",
            ["variant"] = "high",
            ["finish"] = "stop",
            ["cost"] = 0.25,
            ["path"] = new JsonObject { ["cwd"] = "/", ["root"] = "/" },
            ["time"] = new JsonObject { ["created"] = 1795780801000, ["completed"] = 1795780802000 },
            ["tokens"] = JsonNode.Parse("""{ "input": 100, "output": 20, "reasoning": 5, "cache": { "read": 900, "write": 60 } }"""),
        };
        JsonArray all = [];
        foreach (string part in parts)
        {
            JsonObject json = JsonNode.Parse(part)!.AsObject();
            json["id"] = $"prt_{all.Count}";
            json["messageID"] = "msg_1";
            json["sessionID"] = session;
            all.Add((JsonNode)json);
        }

        return JsonSerializer.Deserialize<MessageWithParts>(new JsonObject { ["info"] = info, ["parts"] = all })!;
    }
}
