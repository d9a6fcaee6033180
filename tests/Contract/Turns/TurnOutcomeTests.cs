using System.Diagnostics;
using OpenCode.Approvals;
using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Testing;
using OpenCode.Turns;

namespace OpenCode.Contract.Tests.Turns;

/// <summary>Every way in which a turn can end, against the real server: the right outcome, within a bounded time.</summary>
public sealed class TurnOutcomeTests(TurnServer server)
{
    private static readonly TurnOptions _allowing = new() { Permissions = PermissionPolicy.AllowAll, ThrowOn = TurnOptions.ThrowOnNothing };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the model does, how the turn ends, its text, and how often the server asked again.</summary>
    public static TheoryData<string, TurnOutcome, string, int> Models => new()
    {
        { "length", TurnOutcome.LengthLimit, "Cut", 0 },
        { "400", TurnOutcome.ModelError, "", 0 },
        { "401", TurnOutcome.ModelError, "", 0 },
        { "404", TurnOutcome.ModelError, "", 0 },
        { "500", TurnOutcome.Completed, "At last.", 1 },
        { "429", TurnOutcome.Completed, "At last.", 1 },
        { "cut", TurnOutcome.Completed, "At last.", TurnServer.IsOld ? 0 : 1 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public async Task What_the_model_does_decides(string model, TurnOutcome outcome, string text, int retries)
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync(model, Token);
        ModelTurn[] steps = model switch
        {
            "length" => [new ModelTurn().Text("Cut").Finish("length")],
            "cut" => [new ModelTurn().Text("At ").Cut(), new ModelTurn().Text("At ", "last.")],
            "429" => [ModelTurn.Failing(429, retryAfter: TimeSpan.FromSeconds(1)), new ModelTurn().Text("At ", "last.")],
            _ => [ModelTurn.Failing(int.Parse(model, System.Globalization.CultureInfo.InvariantCulture), "Out of order."),
                new ModelTurn().Text("At ", "last.")],
        };

        Turn turn = session.Prompt(server.Prompt(steps), _allowing, Token);
        List<TurnUpdate> updates = await TurnUpdates.ReadAsync(turn);
        TurnResult result = await turn;

        Assert.Equal((outcome, text, retries), (result.Outcome, result.Text, result.Retries));
        Assert.Equal(retries, updates.OfType<RetryUpdate>().Count());
        Assert.Equal(text, string.Concat(updates.OfType<TextUpdate>().Select(static u => u.Delta)));
        if (outcome == TurnOutcome.ModelError) Assert.Contains("Out of order.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_goes_on_failing_is_given_up_and_the_exception_has_the_result()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Failing", Token);
        ModelTurn failing = ModelTurn.Failing(500, "Out of order.");

        TurnFailedException failed = await Assert.ThrowsAsync<TurnFailedException>(async () => await session.Prompt(
            server.Prompt(failing, failing, failing, failing), new TurnOptions { Limits = new TurnLimits { Retries = 1 } }, Token));

        Assert.Equal(TurnOutcome.GaveUpRetrying, failed.Result.Outcome);
        Assert.Contains("Out of order.", failed.Message, StringComparison.Ordinal);
        await BeIdleAsync(client, session);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("tool")]
    [InlineData("retry")]
    [InlineData("permission")]
    [InlineData("child")]
    [InlineData("begin")]
    public async Task An_aborted_turn_stops_at_the_server_wherever_it_is(string where)
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync(
            new SessionCreateRequest { Permission = [new() { Permission = "webfetch", Pattern = "*", Action = PermissionAction.Ask }] },
                cancellationToken: Token);
        string marker = $"{Random.Shared.Next(100_000, 200_000)}";
        ModelTurn sleeping = new ModelTurn().ToolCall("bash", new { command = $"sleep {marker}", description = "Sleep" });
        string prompt = where switch
        {
            "text" => server.Prompt(new ModelTurn().Text("Begun").Hang()),
            "tool" => server.Prompt(sleeping),
            "retry" => server.Prompt(ModelTurn.Failing(500), ModelTurn.Failing(500), ModelTurn.Failing(500), ModelTurn.Failing(500), ModelTurn.Failing(500)),
            "permission" => server.Prompt(new ModelTurn().ToolCall("webfetch", new { url = "http://127.0.0.1:9/", format = "text" })),
            "child" => server.Prompt(
                new ModelTurn().ToolCall("task", new { description = "Delegate", prompt = server.Prompt(sleeping), subagent_type = "general" })),
            _ => server.Prompt(new ModelTurn().Text("Never.").Hang()),
        };
        Turn turn = session.Prompt(
            prompt, new TurnOptions { Permissions = PermissionPolicy.DenyAll.Allow("bash").Allow("task").When("*", "*", PermissionDecision.Leave) }, Token);
        if (where != "begin") await ReachAsync(turn, where);

        long began = Stopwatch.GetTimestamp();
        TurnResult result = await turn.AbortAsync(Token);

        Assert.Equal(TurnOutcome.Aborted, result.Outcome);
        Assert.Equal(where == "text" ? "Begun" : "", result.Text);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        await BeIdleAsync(client, session);
        Assert.Empty(await session.GetPermissionsAsync(Token));
        Assert.Empty(Processes(marker));
    }

    [Fact]
    public async Task A_cancelled_token_aborts_at_the_server_and_the_exception_has_what_came()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Cancelled", Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Turn turn = session.Prompt(server.Prompt(new ModelTurn().Text("Begun").Hang()), source.Token);
        await ReachAsync(turn, "text");

        await source.CancelAsync();
        TurnCanceledException cancelled = await Assert.ThrowsAsync<TurnCanceledException>(async () => await turn);

        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Equal("Begun", cancelled.Result.Text);
        await BeIdleAsync(client, session);
    }

    [Fact]
    public async Task A_session_that_somebody_deletes_ends_the_turn()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Deleted", Token);
        Turn turn = session.Prompt(server.Prompt(new ModelTurn().Text("Begun").Hang()), Token);
        await ReachAsync(turn, "text");

        await session.DeleteAsync(Token);

        Assert.Equal(TurnOutcome.Aborted, (await turn).Outcome);
    }

    [Theory]
    [InlineData("agent", "nobody")]
    [InlineData("model", "no/such-model")]
    public async Task A_prompt_that_the_server_cannot_work_on_says_why(string what, string name)
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Unknown", Token);

        TurnResult result = await session.Prompt(
            server.Prompt(new ModelTurn().Text("Never.")),
            _allowing with { Agent = what == "agent" ? name : null, Model = what == "model" ? name : null },
            Token);

        Assert.Equal(TurnOutcome.ModelError, result.Outcome);
        Assert.Contains(name, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_to_a_session_that_is_not_there_is_refused_as_the_server_refuses_it()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = client.Sessions.Attach(new SessionReference("ses_000000000000AAAAAAAAAAAAAA"));

        Turn turn = session.Prompt("Anything.", Token);

        await Assert.ThrowsAnyAsync<ApiStatusException>(async () => await TurnUpdates.ReadAsync(turn));
        await Assert.ThrowsAnyAsync<ApiStatusException>(async () => await turn);
    }

    /// <summary>The limit, and what its message says.</summary>
    public static TheoryData<string, string> Limits => new() { { "duration", "duration of 00:00:01" }, { "silence", "silence of 00:00:01" }, { "tokens", "150 tokens" } };

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_limit_aborts_the_turn_and_is_named(string limit, string text)
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync(limit, Token);
        TurnLimits limits = limit switch
        {
            "duration" => new TurnLimits { Duration = TimeSpan.FromSeconds(1) },
            "silence" => new TurnLimits { Silence = TimeSpan.FromSeconds(1) },
            _ => new TurnLimits { Tokens = 150 },
        };

        TurnResult result = await session.Prompt(
            server.Prompt(
                new ModelTurn().ToolCall("bash", new { command = "echo first", description = "Say" }).Usage(100, 10),
                new ModelTurn().ToolCall("bash", new { command = "echo second", description = "Say" }).Usage(100, 10),
                new ModelTurn().Text("Begun").Hang()),
            _allowing with { Limits = limits },
            Token);

        Assert.Equal(TurnOutcome.BudgetExceeded, result.Outcome);
        Assert.Contains(text, result.Error, StringComparison.Ordinal);
        await BeIdleAsync(client, session);
    }

    private static async Task ReachAsync(Turn turn, string where)
    {
        string? child = null;
        await foreach (TurnUpdate update in turn.WithCancellation(Token))
        {
            if (update is ChildStartedUpdate started) child = started.SessionId;
            bool isThere = where switch
            {
                "text" => update is TextUpdate,
                "tool" => update is ToolStartedUpdate,
                "retry" => update is RetryUpdate,
                "permission" => update is PermissionAskedUpdate,
                _ => update is ToolStartedUpdate && update.SessionId == child,
            };
            if (isThere) return;
        }
    }

    // The server says that a session is idle a moment before it is.
    private static async Task BeIdleAsync(OpenCodeClient client, OpenCodeSession session)
    {
        await session.WaitUntilIdleAsync(Token).WaitAsync(TimeSpan.FromSeconds(5), Token);
        await Task.Delay(500, Token);
        Assert.DoesNotContain(session.Id, (await client.Session.Status.GetAsync(Token)).Keys);
    }

    private static IEnumerable<string> Processes(string marker) => OperatingSystem.IsLinux()
        ? Directory.EnumerateDirectories("/proc").Where(d => CommandLine(d).Contains($"sleep\0{marker}", StringComparison.Ordinal))
        : [];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
