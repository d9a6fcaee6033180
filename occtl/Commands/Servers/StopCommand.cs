using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl stop</c>: ends servers.</summary>
internal static class StopCommand
{
    public static Command Create()
    {
        Argument<string[]> servers = new("server") { Description = "The servers.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> all = new("--all") { Description = "All of them." };
        Option<bool> force = new("--force", "-f") { Description = "Kill them at once." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("stop", "Ends servers with all that they have started, whatever they are doing, and forgets them.") { servers, all, force, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            StopRequest request = new(result.GetValue(servers) ?? [], result.GetValue(all), result.GetValue(force));
            IReadOnlyList<KnownServer> stopped = await runner.Servers.StopAsync(request, cancellationToken);
            if (result.GetValue(json)) JsonText.WriteList(result.Output(), stopped.Select(Json));
            else foreach (KnownServer server in stopped) await result.Output().WriteLineAsync($"{server.Id} {Text(server)}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Text(KnownServer server) => server.IsAdopted ? "forgotten; it goes on" : "stopped";

    private static JsonObject Json(KnownServer server) => new() { ["id"] = server.Id, ["result"] = server.IsAdopted ? "forgotten" : "stopped" };
}
