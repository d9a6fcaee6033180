using System.Text.Json;
using OpenCode.Contract.Tests.Turns;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Samples;

/// <summary>The job of a pipeline: what it prints where, and its exit codes.</summary>
public sealed class CiJobTests(TurnServer server)
{
    private const int Limit = 120_000;

    private static readonly string[] _rules = ["--allow", "bash:git *", "--allow", "edit"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task It_prints_the_answer_and_the_changes_and_tells_of_its_progress_beside()
    {
        using SampleProgram job = SampleProgram.Start("CiJob", ["Write the notes.", .. _rules, "--timeout", "2m", "--max-cost", "0.50", "--diff"]);

        (int code, string output, string errors) = await job.EndAsync(Token);

        Assert.True(code == 0, errors);
        Assert.StartsWith("The notes are in `NOTES.md`.", output, StringComparison.Ordinal);
        Assert.Contains("+One commit so far.", output, StringComparison.Ordinal);
        Assert.Contains("> bash {", errors, StringComparison.Ordinal);
        Assert.Contains("1 changed files", errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task It_stops_at_a_limit_and_says_so_in_a_sentence()
    {
        using SampleProgram job = SampleProgram.Start("CiJob", [.. _rules, "--json", "--max-cost", "0.005"]);
        await job.Input.WriteAsync("Write the notes.");
        job.Input.Close();

        await EndsAsync(job, "BudgetExceeded: The turn has reached its limit: a cost of 0.005.");
    }

    [Fact(Timeout = Limit)]
    public async Task It_does_nothing_that_is_denied_and_says_so_in_a_sentence()
    {
        string prompt = server.Prompt(new ModelTurn().ToolCall("bash", new { command = "git log --oneline", description = "Read the log" }));
        using SampleProgram job = SampleProgram.Start("CiJob", [prompt, .. await ServerAsync(), .. _rules, "--json", "--deny", "bash:git log*"]);
        job.Input.Close();

        await EndsAsync(job, "PermissionRefused:");
    }

    [Fact(Timeout = Limit)]
    public async Task Ctrl_C_stops_it()
    {
        Assert.SkipUnless(SampleProgram.HearsCtrlC, "There are no signals, or they are ignored here, as in jobs that a shell runs in the background.");
        string prompt = server.Prompt(new ModelTurn().Text("Begun. ").Hang());
        using SampleProgram job = SampleProgram.Start("CiJob", [prompt, .. await ServerAsync()]);
        await job.ReachAsync("Begun.", Token);

        job.PressCtrlC();

        (int code, _, string errors) = await job.EndAsync(Token);
        Assert.True(code == 130, $"{code}: {errors}");
        Assert.Contains("Aborted: The turn was cancelled.", errors, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("--timeout|soon")]
    [InlineData("--max-cost|much")]
    [InlineData("--allow|:")]
    [InlineData("--model|nonsense")]
    [InlineData("--nonsense")]
    public async Task A_wrong_command_line_is_told_in_a_line(string arguments)
    {
        using SampleProgram job = SampleProgram.Start("CiJob", ["Say hello.", .. arguments.Split('|')]);

        (int code, string output, string errors) = await job.EndAsync(Token);

        Assert.Equal((2, ""), (code, output));
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    private static async Task EndsAsync(SampleProgram job, string reason)
    {
        (int code, string output, string errors) = await job.EndAsync(Token);

        Assert.True(code == 1, $"{code}: {output}{errors}");
        Assert.StartsWith(reason, errors.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(output);
        Assert.StartsWith(report.RootElement.GetProperty("outcome").GetString()!, reason, StringComparison.Ordinal);
    }

    private async Task<string[]> ServerAsync()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        return ["--server", $"{sandbox.BaseUri}", "--directory", sandbox.Directory];
    }
}
