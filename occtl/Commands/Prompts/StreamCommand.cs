using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Prompts;

/// <summary><c>occtl stream</c>: events as they come.</summary>
internal static class StreamCommand
{
    public static Command Create()
    {
        Argument<string?> session = new("session")
        {
            Description = "The session; its sub-agents are included. Default: everything on the server.",
            Arity = ArgumentArity.ZeroOrOne
        };
        Option<string?> server = CommonOptions.Server();
        Option<bool> json = new("--json", "-j") { Description = "One JSON object a line, as the server sent it." };
        Option<string[]> types = new("--type")
        {
            Description = "Only events of a type, such as session.idle; * at the end stands for anything.",
            Arity = ArgumentArity.OneOrMore
        };
        Option<int?> count = new("--count", "-n") { Description = "End after so many." };
        Command command = new("stream", "Prints events as they come, over a connection that heals; a gap is an event, too.")
        {
            session, server, json, types, count,
        };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            EventQuery query = new(result.GetValue(server), result.GetValue(session), result.GetValue(types) ?? [], result.GetValue(count));
            await foreach (Event next in runner.Events.ReadAsync(query, cancellationToken))
            {
                if (result.GetValue(json)) JsonText.WriteLine(result.Output(), JsonText.Node(next));
                else await result.Output().WriteLineAsync(TerminalText.SafeLine($"{next.Type}{(next.SessionId is { } id ? $" {id}" : "")}"));
                await result.Output().FlushAsync(cancellationToken);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
