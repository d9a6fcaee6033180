using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Sessions;

namespace OpenCode.Ctl.Commands.Prompts;

/// <summary><c>occtl watch</c>: a live table.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan _usual = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        Option<TimeSpan?> interval = DurationOption.Create("How often to look. Default: 2s.", "--interval", "-i");
        Option<bool> once = new("--once") { Description = "Look once, and end." };
        Option<bool> all = new("--all") { Description = "With sessions that have nothing to do." };
        Option<bool> json = new("--json", "-j") { Description = "Print JSON, one object a look." };
        Command command = new("watch", "A live table of all servers and of the sessions that work.") { interval, once, all, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            if (result.GetValue(interval) < _shortest) throw new UsageException("--interval must be 0.2s or more.");
            bool isTerminal = !Console.IsOutputRedirected && !result.GetValue(once);
            while (true)
            {
                Overview overview = await runner.Sessions.LookAsync(cancellationToken);
                if (result.GetValue(json)) JsonText.WriteLine(result.Output(), OverviewLines.Json(overview, result.GetValue(all)));
                else await WriteAsync(result.Output(), OverviewLines.Text(overview, result.GetValue(all)), isTerminal);
                await result.Output().FlushAsync(cancellationToken);
                if (result.GetValue(once)) return ExitCodes.Success;
                await Task.Delay(result.GetValue(interval) ?? _usual, runner.Time, cancellationToken);
            }
        });
        return command;
    }

    // From the top, line by line: a cleared screen would flicker.
    private static Task WriteAsync(TextWriter output, string screen, bool isTerminal)
        => output.WriteAsync(isTerminal ? $"\e[H{screen.ReplaceLineEndings("\e[K\n")}\e[J" : screen);
}
