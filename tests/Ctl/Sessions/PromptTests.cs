using System.Text.Json.Nodes;
using OpenCode.Ctl.Tests.Running;

namespace OpenCode.Ctl.Tests.Sessions;

/// <summary>Prompts with schemas, for several targets, and left to somebody.</summary>
[Collection(nameof(SharedServer))]
public sealed class PromptTests(SharedServer shared)
{
    private const int Limit = 300_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The prompt, what is added, the exit code, the outcome, and how often the model was asked.</summary>
    [Theory(Timeout = Limit)]
    [InlineData("Count.", "", 0, "completed", 2)]
    [InlineData("Be stubborn.", "", 1, "completed", 3)]
    [InlineData("Be stubborn.", "--budget|0.2", 1, "budget_exceeded", 2)]
    public async Task An_answer_has_to_fit_its_schema_within_all_limits_together(string prompt, string added, int code, string outcome, int attempts)
    {
        Occ occ = await shared.GetAsync();
        string schema = Path.Combine(occ.Data, "number.schema.json");
        await File.WriteAllTextAsync(schema, """{ "type": "object", "properties": { "number": { "type": "integer" } }, "required": ["number"] }""", Token);

        Said said = await occ.RunAsync(["send", prompt, "--schema", schema, "--json", .. added.Split('|', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.True(said.Code == code, said.ToString());
        Assert.Equal(outcome, (string)said.Json["outcome"]!);
        Assert.Equal(code == 0 ? 2 : null, (int?)said.Json["value"]?["number"]);
        Assert.Equal(attempts * 0.11, (double)said.Json["cost"]!, 0.001);
    }

    [Fact(Timeout = Limit)]
    public async Task Several_targets_answer_and_one_that_fails_does_not_keep_the_others_from_it()
    {
        Occ occ = await shared.GetAsync();
        string session = (await occ.RunAsync("new")).Output.Trim();

        Said said = await occ.RunAsync("send", "Say one.", "--to", $"{shared.Id},oc-nobody", "--to", session, "--json");
        Said text = await occ.RunAsync("send", "Say two.", "--to", $"oc-nobody,{session}", "--quiet");
        Said left = await occ.RunAsync("send", "Say one.", "--to", session, "--async", "--json");

        Assert.Equal(102, said.Code);
        JsonArray all = said.Json.AsArray();
        Assert.Equal(["one", null, "one"], all.Select(static a => (string?)a!["text"]));
        Assert.Equal([null, "There is no server 'oc-nobody'; 'occtl list' shows those there are.", null], all.Select(static a => (string?)a!["error"]));
        Assert.Equal(session, (string)all[2]!["session"]!);
        Assert.Equal((102, $"[{shared.Id} {session}]\ntwo\n\n"), (text.Code, text.Output));
        Assert.Equal("[oc-nobody] There is no server 'oc-nobody'; 'occtl list' shows those there are.\n", text.Errors);
        Assert.Equal((shared.Id, session), ((string)left.Json["server"]!, (string)left.Json["session"]!));
        Assert.Equal(0, (await occ.RunAsync("wait", session, "--timeout", "2m")).Code);
    }

    [Fact(Timeout = Limit)]
    public async Task What_waits_for_somebody_at_the_limit_is_left_to_him_and_goes_on()
    {
        Occ occ = await shared.GetAsync();

        Said sent = await occ.RunAsync("send", "Run: echo hello", "--leave", "--timeout", "15s", "--json");
        string session = (string)sent.Json["session"]!;
        Said approved = await occ.RunAsync("approve", "--json");
        Said waited = await occ.RunAsync("wait", session, "--timeout", "2m", "--json");

        Assert.Equal((3, "waiting_permission"), (sent.Code, (string)sent.Json["outcome"]!));
        Assert.Equal((session, "once"), ((string)approved.Json[0]!["session"]!, (string)approved.Json[0]!["reply"]!));
        Assert.Equal((session, "idle"), ((string)waited.Json[0]!["session"]!, (string)waited.Json[0]!["state"]!));
        Assert.Equal("done\n", (await occ.RunAsync("last", session)).Output);
    }

    [Fact(Timeout = Limit)]
    public async Task A_new_session_keeps_what_is_denied_and_asks_for_what_an_earlier_rule_takes_out_of_it()
    {
        Occ occ = await shared.GetAsync();

        Said sent = await occ.RunAsync("send", "Run: echo hello", "--rule", "allow:bash:echo *", "--rule", "deny:bash", "--rule", "allow:edit", "--json");
        Said refused = await occ.RunAsync("send", "Run: echo hello", "--rule", "deny:bash:echo *", "--json");
        Said late = await occ.RunAsync("send", "Say one.", "--timeout", "0.000001s", "--json");

        string session = (string)sent.Json["session"]!;
        Assert.Equal("deny:bash:*\nask:bash:echo *\n", (await occ.RunAsync("policy", session)).Output);
        Assert.Contains("bash echo hello [completed]", (await occ.RunAsync("messages", session)).Output, StringComparison.Ordinal);
        Assert.Contains("bash echo hello [error]", (await occ.RunAsync("messages", (string)refused.Json["session"]!)).Output, StringComparison.Ordinal);
        Assert.Equal((124, "", "The time limit of 0.000001 seconds was reached.\n"), (late.Code, late.Output, late.Errors));
    }
}
