using System.CommandLine;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Commands.Bench;

/// <summary><c>occtl bench report</c>: the summary of a benchmark, also of one that is under way.</summary>
internal static class BenchReportCommand
{
    public static Command Create()
    {
        Argument<string> folder = new("folder") { Description = "The folder of its results." };
        Option<ReportFormat> format = ReportOutput.FormatOption();
        Command command = new("report", "Sums up the results of a benchmark again, also while it is under way, and writes report.html anew.")
        {
            folder, format,
        };
        command.SetRun((result, _, _) =>
        {
            OutputFolder output = new(result.GetRequiredValue(folder));
            BenchSummary summary = BenchSummary.Of(output);
            ReportOutput.WritePage(output, summary);
            ReportOutput.Write(result.Output(), summary, result.GetValue(format));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
