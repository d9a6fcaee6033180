using System.CommandLine;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl stop</c>: ends servers.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        Argument<string[]> servers = new("server") { Description = "The servers.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> all = new("--all") { Description = "All of them." };
        Option<bool> force = new("--force", "-f") { Description = "Kill them at once." };
        Command command = new("stop", "Ends servers with all that they have started, whatever they are doing, and forgets them.") { servers, all, force };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            string[] names = result.GetValue(servers) ?? [];
            if (result.GetValue(all) == names.Length > 0) throw new UsageException("Name the servers to stop, or write --all.");
            IReadOnlyList<ServerEntry> entries = result.GetValue(all)
                ? await runner.ListAsync(cancellationToken)
                : await Task.WhenAll(names.Select(n => runner.Finder.FindAsync(n, cancellationToken)));
            await Task.WhenAll(entries.Select(e => runner.Ending.EndAsync(e, result.GetValue(force) ? TimeSpan.Zero : _patience, cancellationToken)));
            foreach (ServerEntry entry in entries)
                await result.Output().WriteLineAsync($"{entry.Id} {(entry.IsAdopted ? "forgotten; it goes on" : "stopped")}");
            return ExitCodes.Success;
        });
        return command;
    }
}
