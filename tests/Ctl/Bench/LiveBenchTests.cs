using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Tests.Running;
using OpenCode.Testing;

namespace OpenCode.Ctl.Tests.Bench;

/// <summary>The built tool, real servers, and models that do as a script says.</summary>
public sealed class LiveBenchTests(ITestOutputHelper log)
{
    private const int Repeats = 5;

    private static readonly string[] _models = ["quick", "slow", "wrong"];
    private static readonly string[] _tasks = ["hello", "fix", "answer", "delegate"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Two minutes; the interrupted one below shows a smaller benchmark in every run.
    [Fact(Explicit = true)]
    public async Task Three_models_do_four_tasks_five_times_on_three_servers_and_what_is_missing_is_done_later()
    {
        await using BenchLab lab = await BenchLab.CreateAsync(Respond, _models, servers: 3);
        lab.Write("template/bug.txt", "a bug\n");
        lab.Write("bench.json", Plan(lab.Servers(3)).ToJsonString());
        var watch = Stopwatch.StartNew();

        (int code, string output, string errors) = await lab.RunAsync("bench", "bench.json", "--output", "results", "--format", "json");

        log.WriteLine($"60 runs in {watch.Elapsed.TotalSeconds:0.0} s; {output.Length} characters of summary");
        Assert.True(code == 0, errors);
        Assert.Equal("", errors);
        JsonObject[] lines = lab.Lines();
        Assert.Equal(60, lines.Length);
        Assert.Equal(60, lines.Select(static l => l["run"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(3, lines.Select(static l => l["server"]!.GetValue<string>()).Distinct().Count());
        Assert.All(lines, static l => Assert.Equal("completed", l["outcome"]!.GetValue<string>()));
        Assert.All(lines, static l => Assert.Equal(l["model"]!.GetValue<string>() != "wrong", l["passed"]!.GetValue<bool>()));
        Assert.All(lines, static l => Assert.True(l["first_token_seconds"]!.GetValue<double>() <= l["total_seconds"]!.GetValue<double>()));
        Assert.All(lines, l => AtifRules.Check(lab.Trajectory(l)));
        log.WriteLine($"{lines.Count(static l => l["passed"]!.GetValue<bool>())} passed");

        JsonObject hello = lines.First(static l => l["task"]!.GetValue<string>() == "hello" && l["model"]!.GetValue<string>() == "quick");
        Assert.Equal("""[{"path":"hello.txt","additions":1,"deletions":0}]""", hello["files"]!.ToJsonString());
        Assert.Equal(20, hello["tokens"]!["input"]!.GetValue<int>());

        // Two steps of the agent and one of its sub-agent, at 10 tokens in and 5 out.
        JsonObject delegated = lines.First(static l => l["task"]!.GetValue<string>() == "delegate");
        Assert.Equal(30, delegated["tokens"]!["input"]!.GetValue<int>());
        Assert.Equal(0.018m, delegated["money"]!.GetValue<decimal>());
        Assert.NotNull(lab.Trajectory(delegated)["subagent_trajectories"]);
        Assert.Empty(await lab.ServersAsync());
        Assert.False(Directory.Exists(Path.Combine(lab.Results, "work")));

        // As if it had been killed: some runs are missing, and the line of another was not written whole.
        string[] all = File.ReadAllLines(lab.ResultsFile);
        File.WriteAllText(lab.ResultsFile, string.Join('\n', all[..53]) + "\n" + all[53][..40]);
        (int again, string text, string problems) = await lab.RunAsync("bench", "bench.json", "--output", "results", "--fail-on-check");
        log.WriteLine(text);
        Assert.True(again == 1, problems);
        Assert.Equal(60, lab.Lines().Length);
        Assert.Equal(all[..53], File.ReadAllLines(lab.ResultsFile)[..53]);

        // A second time there is nothing to do; with another prompt it is another benchmark.
        Assert.Equal(0, (await lab.RunAsync("bench", "bench.json", "--output", "results")).Code);
        lab.Write("bench.json", Plan(lab.Servers(3)).ToJsonString().Replace("Do hello", "Please do hello", StringComparison.Ordinal));
        (int other, _, string said) = await lab.RunAsync("bench", "bench.json", "--output", "results");
        Assert.Equal(ExitCodes.Usage, other);
        Assert.Contains("task 'hello' changed", said, StringComparison.Ordinal);

        // To look at the page.
        string? copy = Environment.GetEnvironmentVariable("OCCTL_BENCH_REPORT");
        if (copy is { Length: > 0 }) File.Copy(Path.Combine(lab.Results, "report.html"), copy, overwrite: true);
    }

    [Theory]
    [InlineData("-TERM", Explicit = true)]
    [InlineData("-KILL")]
    public async Task What_is_interrupted_leaves_no_servers_and_keeps_what_is_finished(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals on Windows.");
        using SemaphoreSlim hanging = new(0);
        bool hangs = true;
        await using BenchLab lab = await BenchLab.CreateAsync(
            request =>
            {
                if (!hangs || !request.LastUserText.Contains("hang", StringComparison.Ordinal)) return new ModelTurn().Text("Done.");
                hanging.Release();
                return new ModelTurn().Text("I am ").Hang();
            },
            ["quick"], servers: 1);
        lab.Write("bench.json", new JsonObject
        {
            ["models"] = new JsonArray("scripted/quick"),
            ["tasks"] = new JsonArray(new JsonObject { ["id"] = "first", ["prompt"] = "Say something" }, new JsonObject { ["id"] = "second", ["prompt"] = "Please hang" }),
            ["servers"] = lab.Servers(1),
        }.ToJsonString());
        using (Process bench = lab.Begin("bench", "bench.json", "--output", "results"))
        {
            await hanging.WaitAsync(Token);
            await SignalAsync(bench, signal);
            await bench.WaitForExitAsync(Token);
            if (signal == "-TERM") Assert.Equal(ExitCodes.Interrupted, bench.ExitCode);
            if (signal == "-TERM") Assert.Empty(await lab.ServersAsync());
            else Assert.Single(await lab.ServersAsync());
        }

        Assert.Equal("first", Assert.Single(lab.Lines())["task"]!.GetValue<string>());
        hangs = false;
        (int code, string output, string errors) = await lab.RunAsync("bench", "bench.json", "--output", "results");

        Assert.True(code == 0, errors);
        Assert.Contains("2 runs, 2 passed", output, StringComparison.Ordinal);
        Assert.Empty(await lab.ServersAsync());
    }

    /// <summary>Also where somebody else's server has its port a moment later.</summary>
    [Fact]
    public async Task A_server_that_dies_in_the_middle_is_replaced_and_its_run_is_done_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals on Windows.");
        using SemaphoreSlim hanging = new(0);
        bool hangs = true;
        await using BenchLab lab = await BenchLab.CreateAsync(
            request =>
            {
                if (!hangs || !request.LastUserText.Contains("hang", StringComparison.Ordinal)) return new ModelTurn().Text("Done.");
                hanging.Release();
                return new ModelTurn().Text("I am ").Hang();
            },
            ["quick"], servers: 1);
        lab.Write("bench.json", new JsonObject
        {
            ["models"] = new JsonArray("scripted/quick"),
            ["tasks"] = new JsonArray(new JsonObject { ["id"] = "only", ["prompt"] = "Please hang" }),
            ["servers"] = lab.Servers(1),
        }.ToJsonString());
        using Process bench = lab.Begin("bench", "bench.json", "--output", "results");
        Task<string> errors = bench.StandardError.ReadToEndAsync(Token);
        await hanging.WaitAsync(Token);
        JsonNode first = Assert.Single(JsonNode.Parse((await lab.RunAsync("list", "--json")).Output)!.AsArray())!;
        hangs = false;

        await using StandInServer other = await ReplaceAsync(bench, first["pid"]!.GetValue<int>(), first["port"]!.GetValue<int>());
        await bench.WaitForExitAsync(Token);

        Assert.True(bench.ExitCode == 0, await errors);
        JsonObject line = Assert.Single(lab.Lines());
        Assert.True(line["outcome"]!.GetValue<string>() == "completed", line.ToJsonString());
        Assert.NotEqual(first["id"]!.GetValue<string>(), line["server"]!.GetValue<string>());
        Assert.Empty(await lab.ServersAsync());
    }

    // The benchmark is held still meanwhile, lest it starts its next server at the port first. So it takes no note of its child's end, and the port says that.
    private static async Task<StandInServer> ReplaceAsync(Process bench, int id, int port)
    {
        await SignalAsync(bench, "-STOP");
        try
        {
            using (var server = Process.GetProcessById(id)) server.Kill();
            while (!ServerPorts.IsFree(port)) await Task.Delay(20, Token);
            return new StandInServer(port, static _ => null);
        }
        finally
        {
            await SignalAsync(bench, "-CONT");
        }
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [signal, $"{process.Id}"]);
        await kill.WaitForExitAsync(Token);
    }

    private static JsonObject Plan(JsonObject servers) => new()
    {
        ["name"] = "Live",
        ["models"] = new JsonArray([.. _models.Select(static m => new JsonObject { ["model"] = $"scripted/{m}", ["name"] = m })]),
        ["tasks"] = new JsonArray([.. _tasks.Select(Describe)]),
        ["repeats"] = Repeats,
        ["concurrency"] = 6,
        ["servers"] = servers,
    };

    private static JsonObject Describe(string id)
    {
        JsonObject task = new() { ["id"] = id, ["prompt"] = $"Do {id} now.", ["time_limit"] = "2m" };
        if (id == "fix") task["directory"] = "template";
        if (id == "fix") task["setup"] = "echo prepared > prepared.txt";
        task["checks"] = id switch
        {
            "hello" => new JsonArray("grep -q 'Hello' hello.txt"),
            "fix" => new JsonArray("test -f prepared.txt", "grep -q 'no bug' bug.txt"),
            _ => new JsonArray("grep -q 42 \"$OCCTL_BENCH_ANSWER\""),
        };
        return task;
    }

    private static ModelTurn Respond(ModelRequest request)
    {
        bool isWrong = request.Model == "wrong";
        string answer = isWrong ? "It is 41." : "It is 42.";
        ModelTurn turn = new();
        if (request.Model == "slow") turn.Delay(TimeSpan.FromMilliseconds(400));
        if (request.StepsSinceUser > 0) return turn.Text(answer);
        if (request.LastUserText.Contains("hello", StringComparison.Ordinal))
            return turn.Text("I write it.").ToolCall("write", new { filePath = "hello.txt", content = isWrong ? "Bye\n" : "Hello\n" });
        if (request.LastUserText.Contains("fix", StringComparison.Ordinal))
            return turn.Reasoning("A shell will do.").ToolCall("bash", new { command = $"echo '{(isWrong ? "a" : "no")} bug' > bug.txt", description = "Fixes it" });
        if (request.LastUserText.Contains("delegate", StringComparison.Ordinal))
            return turn.ToolCall("task", new { description = "Think", prompt = "Think about it", subagent_type = "general" });
        return turn.Text(answer);
    }
}
