using System.CommandLine;
using OpenCode.Ctl.Bench;

namespace OpenCode.Ctl.Commands.Bench;

/// <summary><c>occtl bench report</c>: the summary of a benchmark, also of one that is under way.</summary>
internal static class BenchReportCommand
{
    public static Command Create()
    {
        Argument<string> folder = new("folder") { Description = "The folder of its results." };
        ReportOutput format = new();
        Command command = new("report", "Sums up the results of a benchmark again, also while it is under way, and writes report.html anew.")
        {
            folder,
        };
        format.AddTo(command);
        command.SetRun((result, _, _) =>
        {
            ReportOutput.Write(result.Output(), BenchWork.SumUp(result.GetRequiredValue(folder)), format.Read(result));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
