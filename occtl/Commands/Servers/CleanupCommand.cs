using System.CommandLine;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl cleanup</c>: ends servers that nobody uses.</summary>
internal static class CleanupCommand
{
    private static readonly TimeSpan _usual = TimeSpan.FromMinutes(60);

    public static Command Create()
    {
        Option<TimeSpan?> idle = DurationOption.Create("How long nobody may have used a server. Default: 60m.", "--idle", "-i");
        Option<double?> minutes = new("--minutes", "-m") { Description = "The same, in minutes." };
        Option<bool> force = new("--force", "-f") { Description = "Also those that work, or wait for somebody." };
        Option<bool> dry = new("--dry-run", "-n") { Description = "Say what would go, and end nothing." };
        Command command = new("cleanup", "Ends servers that nobody has used for long, and forgets dead ones.") { idle, minutes, force, dry };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            TimeSpan span = result.GetValue(idle) ?? (result.GetValue(minutes) is { } m ? TimeSpan.FromMinutes(m) : _usual);
            if (span < TimeSpan.Zero) throw new UsageException("--minutes must not be negative.");
            IReadOnlyList<ServerReport> found = await runner.Cleanup.FindAsync(span, result.GetValue(force), cancellationToken);
            int strays = result.GetValue(dry) ? 0 : await runner.Cleanup.EndAsync(found, cancellationToken);
            string verb = result.GetValue(dry) ? "would go" : "removed";
            foreach (ServerReport report in found) await result.Output().WriteLineAsync($"{report.Entry.Id} {verb} ({report.State.Name()})");
            if (strays > 0) await result.Output().WriteLineAsync($"{strays} without an entry {verb}");
            if (found.Count + strays == 0) await result.Output().WriteLineAsync("Nothing to clean up.");
            return ExitCodes.Success;
        });
        return command;
    }
}
