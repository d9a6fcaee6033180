using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
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
            Description = "Only events of a type, such as session.idle; * stands for anything.",
            Arity = ArgumentArity.OneOrMore
        };
        Option<int?> count = new("--count", "-n") { Description = "End after so many." };
        Command command = new("stream", "Prints events as they come, over a connection that heals; a gap is an event, too.") { session, server, json, types,
            count };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            using SessionHandle? handle = result.GetValue(session) is { } name
                ? await new SessionFinder(runner).FindAsync(result.GetValue(server), name, cancellationToken)
                : null;
            ServerEntry entry = handle?.Entry ?? await runner.Finder.FindAsync(result.GetValue(server), cancellationToken);
            using OpenCodeClient client = runner.Connection.Open(entry);
            string[] wanted = result.GetValue(types) ?? [];
            int left = result.GetValue(count) ?? int.MaxValue;
            await foreach (Event next in handle?.Session.ReadEventsAsync(cancellationToken) ?? client.Sessions.ReadEventsAsync(cancellationToken))
            {
                if (wanted.Length > 0 && !wanted.Any(w => Fits(w, next.Type))) continue;
                if (result.GetValue(json)) JsonText.WriteLine(result.Output(), JsonText.Node(next));
                else await result.Output().WriteLineAsync($"{next.Type}{(next.SessionId is { } id ? $" {id}" : "")}");
                await result.Output().FlushAsync(cancellationToken);
                if (--left <= 0) break;
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static bool Fits(string pattern, string type)
        => pattern.EndsWith('*') ? type.StartsWith(pattern[..^1], StringComparison.Ordinal) : type == pattern;
}
