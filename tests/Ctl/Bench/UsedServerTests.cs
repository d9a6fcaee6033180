using System.Text.Json.Nodes;
using OpenCode.Ctl.Tests.Running;
using OpenCode.Testing;

namespace OpenCode.Ctl.Tests.Bench;

/// <summary>A benchmark on a server that runs already.</summary>
[Collection(nameof(SharedServer))]
public sealed class UsedServerTests(SharedServer shared)
{
    private const int Limit = 300_000;

    [Fact(Timeout = Limit)]
    public async Task A_benchmark_uses_a_server_that_runs_and_leaves_it_running()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The check is a command of a Unix shell.");
        Occ occ = await shared.GetAsync();
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(occ.Project)!, "used")).FullName;
        string file = Path.Combine(folder, "bench.json");
        await File.WriteAllTextAsync(file, new JsonObject
        {
            ["models"] = new JsonArray($"scripted/{ScriptedModel.ModelName}"),
            ["tasks"] = new JsonArray(new JsonObject
            {
                ["id"] = "say",
                ["prompt"] = "Say one.",
                ["checks"] = new JsonArray("grep -q one \"$OCCTL_BENCH_ANSWER\""),
            }),
            ["servers"] = new JsonObject { ["use"] = new JsonArray(shared.Id) },
        }.ToJsonString(), TestContext.Current.CancellationToken);

        Said said = await occ.RunAsync("bench", file, "--output", Path.Combine(folder, "results"), "--format", "json");

        Assert.True(said.Code == 0, said.ToString());
        JsonNode line = JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(Path.Combine(folder, "results", "results.jsonl"),
            TestContext.Current.CancellationToken)))!;
        Assert.Equal((shared.Id, "completed", true), ((string)line["server"]!, (string)line["outcome"]!, (bool)line["passed"]!));
        Assert.Equal(0, (await occ.RunAsync("status", shared.Id)).Code);
    }
}
