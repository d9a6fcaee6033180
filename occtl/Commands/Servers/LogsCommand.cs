using System.CommandLine;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl logs</c>: what a server prints.</summary>
internal static class LogsCommand
{
    private const int Usual = 50;

    public static Command Create()
    {
        Argument<string?> server = CommonOptions.ServerArgument();
        Option<int?> lines = new("--lines", "-n") { Description = $"How many lines. Default: {Usual}." };
        Option<bool> all = new("--all", "-a") { Description = "All lines." };
        Option<bool> follow = new("--follow", "-f") { Description = "Go on with what it prints, until it ends." };
        Command command = new("logs", "Shows what a server has printed.") { server, lines, all, follow };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            ServerEntry entry = await runner.Finder.FindAsync(result.GetValue(server), cancellationToken);
            if (entry.IsAdopted) throw new UsageException($"{entry.Id} was started by somebody else; what it prints is not here.");
            string file = runner.Folder.LogFile(entry.Id);
            foreach (string line in ServerLog.Last(file, result.GetValue(all) ? null : result.GetValue(lines) ?? Usual))
                await result.Output().WriteLineAsync(line);
            if (!result.GetValue(follow)) return ExitCodes.Success;
            await foreach (string line in ServerLog.FollowAsync(file, () => runner.Probe.ProcessOf(entry) is null, runner.Time, cancellationToken))
                await result.Output().WriteLineAsync(line);
            return ExitCodes.Success;
        });
        return command;
    }
}
