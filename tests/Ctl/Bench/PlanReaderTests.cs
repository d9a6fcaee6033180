using OpenCode.Ctl.Bench.Plans;
using OpenCode.Workbench;

namespace OpenCode.Ctl.Tests.Bench;

public sealed class PlanReaderTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    [Theory]
    [InlineData("""{ "tasks": [{ "id": "a", "prompt": "p" }] }""", "models: names no model; write at least one")]
    [InlineData("""{ "models": ["a/b"] }""", "tasks: names no task; write at least one")]
    [InlineData("""{ "models": "a/b", "tasks": [{ "id": "a", "prompt": "p" }] }""", "models: is \"a/b\", but has to be a list in brackets.")]
    [InlineData("""{ "models": ["gpt"], "tasks": [{ "id": "a", "prompt": "p" }] }""", "models[0].model: \"gpt\" names no model; write the provider and the model")]
    [InlineData("""{ "models": ["a/b", 3], "tasks": [{ "id": "a", "prompt": "p" }] }""", "models[1]: is 3, but has to be an object in braces, or a text.")]
    [InlineData("""{ "models": ["a/b", { "model": "a/b" }], "tasks": [{ "id": "a", "prompt": "p" }] }""", "models[1].name: 'a/b' cannot be told from models[0].name")]
    [InlineData("""{ "models": [{ "model": "a/b", "agnet": "x" }], "tasks": [{ "id": "a", "prompt": "p" }] }""", "models[0].agnet: is not known here; 'agent' is.")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "prompt": "p" }] }""", "tasks[0].id: is missing; give the task a short name")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a/b", "prompt": "p" }] }""", "tasks[0].id: 'a/b' can have up to 60 letters")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p" }, { "id": "A", "prompt": "p" }] }""", "tasks[1].id: 'A' is that of tasks[0].id too")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a" }] }""", "tasks[0].prompt: is missing; write what to do, or name a file")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p", "prompt_file": "p.md" }] }""", "tasks[0].prompt_file: stands beside \"prompt\"")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt_file": "none.md" }] }""", "tasks[0].prompt_file: there is no file")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p", "directory": "none" }] }""", "tasks[0].directory: there is no folder")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p", "checks": [{ "cmd": "x" }] }] }""", "tasks[0].checks[0].command: is missing; write a command line")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p", "time_limit": "soon" }] }""", "tasks[0].time_limit: is \"soon\", but has to be a duration")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p", "money_limit": 0 }] }""", "tasks[0].money_limit: is 0, but has to be an amount of US dollars")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p" }], "repeats": 0 }""", "repeats: is 0, but has to be a whole number from 1 to 1000.")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p" }], "concurrency": 1.5 }""", "concurrency: is 1.5, but has to be a whole number")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p" }], "servers": { "use": ["oc-1"], "version": "1.18.33" } }""", "servers.version: is for servers that are started")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p" }], "servers": { "use": [] } }""", "servers.use: names no server")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p" }], "servers": { "config": "none{server}.json" } }""", "servers.config: there is no settings file")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p" }], "servers": { "executable": "bin/none" } }""", "servers.executable: there is no executable")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p" }], "permissions": [{ "permission": "bash", "action": "ask" }] }""", "permissions[0].action: is \"ask\"")]
    [InlineData("""{ "models": ["a/b"], "tasks": [{ "id": "a", "prompt": "p" }], "repaets": 3 }""", "repaets: is not known here; 'repeats' is.")]
    [InlineData("[]", "It has to be an object in braces")]
    [InlineData("{ \"models\":\n [}", "Line 2 is not JSON")]
    [InlineData("""{ "models": [], "models": [] }""", "is not JSON")]
    public void A_mistake_is_told_with_its_place_and_the_way_out(string text, string problem)
    {
        PlanException exception = Assert.Throws<PlanException>(() => Read(text));

        Assert.Contains(exception.Problems, p => p.Contains(problem, StringComparison.Ordinal));
        Assert.All(exception.Problems, static p => Assert.EndsWith(".", p, StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        PlanException exception = Assert.Throws<PlanException>(() => Read("""{ "models": ["gpt"], "tasks": [{ "prompt": "p", "setpu": "x" }], "repeats": "many" }"""));

        Assert.Equal(4, exception.Problems.Count);
    }

    [Fact]
    public void What_is_left_out_is_usual_and_comments_are_read_over()
    {
        _folder.Write("prompts/fix.md", "Fix it.");
        Directory.CreateDirectory(_folder.PathOf("shop"));
        BenchPlan plan = Read(
            """
            {
              // Two of them.
              "models": ["a/b", { "model": "a/b", "variant": "high", "agent": "plan" }],
              "time_limit": "3m",
              "tasks": [
                { "id": "fix", "prompt_file": "prompts/fix.md", "directory": "shop", "checks": ["true", { "command": "false", "time_limit": 5 }] },
                { "id": "other", "prompt": "p", "time_limit": "90s", "money_limit": 0.25 },
              ],
              "repeats": 2, /* each */
              "servers": { "start": 3 },
            }
            """);

        Assert.Equal(["a/b", "a/b high plan"], plan.Models.Select(static m => m.Name));
        Assert.Equal(["a-b", "a-b-high-plan"], plan.Models.Select(static m => m.Slug));
        Assert.Equal("Fix it.", plan.Tasks[0].Prompt);
        Assert.Equal(_folder.PathOf("shop"), plan.Tasks[0].Directory);
        Assert.Equal([TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5)], plan.Tasks[0].Checks.Select(static c => c.TimeLimit));
        Assert.Equal((TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(90)), (plan.Tasks[0].TimeLimit, plan.Tasks[1].TimeLimit));
        Assert.Equal((null, 0.25m), (plan.Tasks[0].MoneyLimit, plan.Tasks[1].MoneyLimit));
        Assert.Equal(3, plan.Concurrency);
        Assert.Null(plan.Permissions);
        Assert.Equal("bench", plan.Name);
        Assert.Equal(8, plan.Runs.Select(static r => r.Id).Distinct().Count());

        // Every model has its turn before one has its second.
        Assert.Equal(["a-b--fix--1", "a-b-high-plan--fix--1", "a-b--other--1"], plan.Runs.Take(3).Select(static r => r.Id));
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_missing()
    {
        PlanException exception = Assert.Throws<PlanException>(() => PlanReader.Read(_folder.PathOf("none.json")));
        Assert.Contains("There is no such file", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private BenchPlan Read(string text) => PlanReader.Read(_folder.PathOf("bench.json"), text);
}
