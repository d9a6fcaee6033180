using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Bench;
using OpenCode.Ctl.Bench.Plans;
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
            BenchOrder order = new(result.GetRequiredValue(file))
            {
                Output = result.GetValue(output),
                Repeats = Number(result, repeats, 1000),
                Concurrency = Number(result, concurrency, 256),
                Fresh = result.GetValue(fresh),
                Retry = result.GetValue(retry),
                Keep = result.GetValue(keep),
                Compare = result.GetValue(compare),
            };
            if (result.GetValue(dry))
            {
                BenchForecast forecast = BenchWork.Forecast(order);
                if (format.Read(result) == ReportFormat.Json) JsonText.Write(result.Output(), Json(forecast));
                else await result.Output().WriteLineAsync(Text(forecast));
                return ExitCodes.Success;
            }

            BenchOutcome outcome = await runner.Benchmarks.RunAsync(order, cancellationToken);
            if (outcome.Comparison is { } comparison) ReportOutput.Write(result.Output(), comparison, format.Read(result));
            else ReportOutput.Write(result.Output(), outcome.Summary, format.Read(result));
            runner.Tell($"Results, trajectories and report.html are in '{outcome.Folder}'.");
            bool hasFailed = outcome.Summary.Passed.Passed < outcome.Summary.Passed.Total;
            return result.GetValue(failOnCheck) && hasFailed ? ExitCodes.Failed : ExitCodes.Success;
        }));
        return command;
    }

    private static string Text(BenchForecast forecast)
        => $"{forecast.Models} models x {forecast.Tasks} tasks x {forecast.Repeats} repeats: {forecast.Runs} runs, of which {forecast.Missing} are missing in '{forecast.Folder}'.";

    private static JsonObject Json(BenchForecast forecast) => new()
    {
        ["models"] = forecast.Models,
        ["tasks"] = forecast.Tasks,
        ["repeats"] = forecast.Repeats,
        ["runs"] = forecast.Runs,
        ["missing"] = forecast.Missing,
        ["folder"] = forecast.Folder,
    };

    private static int? Number(ParseResult result, Option<int?> option, int most) => result.GetValue(option) is not { } given ? null
        : given >= 1 && given <= most ? given : throw new UsageException($"{option.Name} is {given}; write a number from 1 to {most}.");

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
