using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;

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
        Option<bool> json = CommonOptions.JsonLines();
        Command command = new("logs", "Shows what a server has printed.") { server, lines, all, follow, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            LogRequest request = new(result.GetValue(server), result.GetValue(all) ? null : result.GetValue(lines) ?? Usual, result.GetValue(follow));
            await foreach (string line in await runner.Servers.ReadLogAsync(request, cancellationToken))
            {
                if (result.GetValue(json)) JsonText.WriteLine(result.Output(), new JsonObject { ["line"] = line });
                else await result.Output().WriteLineAsync(TerminalText.Safe(line));
                if (request.Follow) await result.Output().FlushAsync(cancellationToken);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
