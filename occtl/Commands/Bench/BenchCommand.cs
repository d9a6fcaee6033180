using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Running;
using OpenCode.Ctl.Bench.Statistics;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Running;

namespace OpenCode.Ctl.Commands.Bench;

/// <summary><c>occtl bench</c>: models, tasks and repeats on warm servers, with figures.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "The benchmark: a JSON file with models and tasks." };
        Option<string?> output = new("--output", "-o") { Description = "The folder for results. Default: the name of the file with .results, beside it." };
        Option<int?> repeats = new("--repeats") { Description = "How often each model does each task, in place of what the file says." };
        Option<int?> concurrency = new("--concurrency") { Description = "How many runs at the same time, in place of what the file says." };
        Option<bool> fresh = new("--fresh") { Description = "Put earlier results aside, and begin anew." };
        Option<bool> retry = new("--retry") { Description = "Do runs again that failed for reasons that are not the model's, such as a server that died." };
        Option<bool> keep = new("--keep") { Description = "Keep the copied directories of all runs, in the folder 'work' of the results." };
        Option<bool> dry = new("--dry-run", "-n") { Description = "Check the file, say what would be done, and do nothing." };
        Option<bool> failOnCheck = new("--fail-on-check") { Description = "End with 1 when a run did not pass." };
        Option<string?> compare = new("--compare") { Description = "The folder of an earlier benchmark, to compare with.", HelpName = "folder" };
        ReportOutput format = new();
        Command command = new("bench", "Has models do tasks several times on warm servers, and says how well, how fast and how dear they were.")
        {
            file, output, repeats, concurrency, fresh, retry, keep, dry, failOnCheck, compare,
        };
        format.AddTo(command);
        command.Subcommands.Add(BenchReportCommand.Create());
        command.Subcommands.Add(BenchCompareCommand.Create());
        command.SetRun((result, runner, cancellationToken) => TellAsync(runner, async () =>
        {
            BenchPlan plan = Change(PlanReader.Read(result.GetRequiredValue(file)), result.GetValue(repeats), result.GetValue(concurrency));
            OutputFolder folder = new(result.GetValue(output) ?? Path.ChangeExtension(plan.File, ".results"));
            RefuseInside(plan, folder);
            BenchSummary? earlier = result.GetValue(compare) is { } other ? BenchSummary.Of(new OutputFolder(other)) : null;
            if (result.GetValue(dry))
            {
                int missing = BenchExecution.Missing(plan, result.GetValue(fresh) ? [] : ResultsFile.Read(folder.ResultsFile), result.GetValue(retry)).Count;
                if (format.Read(result) == ReportFormat.Json) JsonText.Write(result.Output(), Json(plan, missing, folder));
                else await result.Output().WriteLineAsync(Text(plan, missing, folder));
                return ExitCodes.Success;
            }

            BenchExecutionOptions options = new(result.GetValue(fresh), result.GetValue(retry), result.GetValue(keep));
            BenchSummary summary = await runner.Benchmarks.RunAsync(plan, folder, options, cancellationToken);
            if (earlier is null) ReportOutput.Write(result.Output(), summary, format.Read(result));
            else ReportOutput.Write(result.Output(), new BenchComparison(earlier, summary), format.Read(result));
            runner.Tell($"Results, trajectories and report.html are in '{folder.Root}'.");
            return result.GetValue(failOnCheck) && summary.Passed.Passed < summary.Passed.Total ? ExitCodes.Failed : ExitCodes.Success;
        }));
        return command;
    }

    private static string Text(BenchPlan plan, int missing, OutputFolder folder)
        => $"{plan.Models.Count} models x {plan.Tasks.Count} tasks x {plan.Repeats} repeats: {plan.Runs.Count} runs, of which {missing} are missing in '{folder.Root}'.";

    private static JsonObject Json(BenchPlan plan, int missing, OutputFolder folder) => new()
    {
        ["models"] = plan.Models.Count,
        ["tasks"] = plan.Tasks.Count,
        ["repeats"] = plan.Repeats,
        ["runs"] = plan.Runs.Count,
        ["missing"] = missing,
        ["folder"] = folder.Root,
    };

    private static BenchPlan Change(BenchPlan plan, int? repeats, int? concurrency)
    {
        if (repeats is < 1 or > 1000) throw new UsageException($"--repeats is {repeats}; write a number from 1 to 1000.");
        if (concurrency is < 1 or > 256) throw new UsageException($"--concurrency is {concurrency}; write a number from 1 to 256.");
        return plan with { Repeats = repeats ?? plan.Repeats, Concurrency = concurrency ?? plan.Concurrency };
    }

    // Each run would copy the results of all before it.
    private static void RefuseInside(BenchPlan plan, OutputFolder folder)
    {
        foreach (BenchTask task in plan.Tasks.Where(static t => t.Directory is not null))
        {
            if ($"{folder.Root}{Path.DirectorySeparatorChar}".StartsWith($"{task.Directory}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                throw new UsageException($"The results would be written into '{task.Directory}', which task '{task.Id}' copies; choose a folder outside of it with --output.");
        }
    }

    // One mistake a line: a person goes through them with the file beside him.
    private static async Task<int> TellAsync(Runner runner, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (PlanException exception)
        {
            await runner.Errors.WriteLineAsync($"'{exception.File}' cannot be used:");
            foreach (string problem in exception.Problems) await runner.Errors.WriteLineAsync($"  {problem}");
            return ExitCodes.Usage;
        }
    }
}
