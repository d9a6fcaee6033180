using System.CommandLine;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Commands.Bench;

/// <summary><c>occtl bench compare</c>: what got better or worse.</summary>
internal static class BenchCompareCommand
{
    public static Command Create()
    {
        Argument<string> before = new("before") { Description = "The folder of the earlier results." };
        Argument<string> after = new("after") { Description = "The folder of the later ones." };
        ReportOutput format = new();
        Command command = new("compare", "Compares the results of two benchmarks, and claims a difference only where chance would hardly make it.")
        {
            before, after,
        };
        format.AddTo(command);
        command.SetRun((result, _, _) =>
        {
            BenchSummary earlier = BenchSummary.Of(new OutputFolder(result.GetRequiredValue(before)));
            BenchComparison comparison = new(earlier, BenchSummary.Of(new OutputFolder(result.GetRequiredValue(after))));
            ReportOutput.Write(result.Output(), comparison, format.Read(result));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
