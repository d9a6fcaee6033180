using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;

namespace OpenCode.Ctl.Commands.Prompts;

/// <summary><c>occtl watch</c>: a live table.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan _usual = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        Option<TimeSpan?> interval = DurationOption.Create("How often to look. Default: 2s.", "--interval", "-i");
        Option<bool> once = new("--once") { Description = "Look once, and end." };
        Option<bool> all = new("--all") { Description = "With sessions that have nothing to do." };
        Command command = new("watch", "A live table of all servers and of the sessions that work.") { interval, once, all };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            if (result.GetValue(interval) is { } span && span < TimeSpan.FromMilliseconds(200)) throw new UsageException("--interval must be 0.2s or more.");
            bool isTerminal = !Console.IsOutputRedirected && !result.GetValue(once);
            while (true)
            {
                string screen = await RenderAsync(runner, result.GetValue(all), cancellationToken);

                // From the top, line by line: a cleared screen would flicker.
                await result.Output().WriteAsync(isTerminal ? $"\e[H{screen.ReplaceLineEndings("\e[K\n")}\e[J" : screen);
                await result.Output().FlushAsync(cancellationToken);
                if (result.GetValue(once)) return ExitCodes.Success;
                await Task.Delay(result.GetValue(interval) ?? _usual, runner.Time, cancellationToken);
            }
        });
        return command;
    }

    private static async Task<string> RenderAsync(Runner runner, bool all, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<ServerReport>> looking = runner.Probe.LookAsync(await runner.ListAsync(cancellationToken), cancellationToken);
        IReadOnlyList<FoundSession> sessions = await new SessionList(runner).ReadAllAsync(cancellationToken);
        IReadOnlyList<ServerReport> reports = await looking;
        DateTimeOffset now = runner.Time.GetUtcNow();
        using StringWriter text = new();
        await text.WriteLineAsync($"{reports.Count} servers, {sessions.Count(static s => s.State != "idle")} sessions at work, {now.ToLocalTime():HH:mm:ss}");
        await text.WriteLineAsync();
        ServerLines.WriteTable(text, reports, now);
        await text.WriteLineAsync();
        FoundSession[] shown = [.. sessions.Where(s => all || s.State != "idle").DistinctBy(static s => s.Session.Id)];
        if (shown.Length > 0) SessionLines.WriteTable(text, shown, isTree: true, now);
        return text.ToString();
    }
}
