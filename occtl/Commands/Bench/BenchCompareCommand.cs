using System.CommandLine;
using OpenCode.Ctl.Bench;

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
            ReportOutput.Write(result.Output(), BenchWork.Compare(result.GetRequiredValue(before), result.GetRequiredValue(after)), format.Read(result));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }
}
