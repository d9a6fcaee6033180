using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary>Commands that make, change or end a session.</summary>
internal static class ChangingCommands
{
    private const string Result = "result";

    public static Command New()
    {
        Option<string?> server = CommonOptions.Server();
        Option<string?> title = new("--title", "-t") { Description = "Its title. Default: the server makes one of the first prompt." };
        Option<string?> agent = new("--agent", "-a") { Description = "Its agent." };
        Option<string?> parent = new("--parent") { Description = "The session that it works for." };
        Option<string?> directory = new("--directory", "-d") { Description = "The project directory. Default: the server's." };
        Option<string[]> rules = RuleOption.Create();
        Option<bool> json = CommonOptions.Json();
        Command command = new("new", "Makes a session, and prints its id.") { server, title, agent, parent, directory, rules, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            NewSession request = new()
            {
                Server = result.GetValue(server),
                Title = result.GetValue(title),
                Agent = result.GetValue(agent),
                Parent = result.GetValue(parent),
                Directory = result.GetValue(directory),
                Rules = result.GetValue(rules) ?? [],
            };
            Session made = await runner.Sessions.CreateAsync(request, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), made);
            else await result.Output().WriteLineAsync(made.Id);
            return ExitCodes.Success;
        });
        return command;
    }

    public static Command Fork()
    {
        Option<string?> message = new("--message", "-m") { Description = "The first message that the fork shall not have. Default: it has all." };
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("fork", "Makes a session of its own out of the conversation so far, and prints its id.",
            async (result, runner, session, cancellationToken) =>
        {
            Session fork = await runner.Sessions.ForkAsync(session, result.GetValue(message), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), fork);
            else await result.Output().WriteLineAsync(fork.Id);
            return ExitCodes.Success;
        }, message, json);
    }

    public static Command Delete()
    {
        Argument<string[]> sessions = new("session")
        {
            Description = "The sessions; each is named, so that none is deleted by mistake.",
            Arity = ArgumentArity.OneOrMore
        };
        Option<string?> server = CommonOptions.Server();
        Option<bool> json = CommonOptions.Json();
        Command command = new("delete", "Stops sessions and deletes them, with those of their sub-agents.") { sessions, server, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            IReadOnlyList<SessionPlace> deleted
                = await runner.Sessions.DeleteAsync(result.GetValue(server), result.GetRequiredValue(sessions), cancellationToken);
            if (result.GetValue(json)) JsonText.WriteList(result.Output(), deleted.Select(static d => SessionLines.Json(d, Result, "deleted")));
            else foreach (SessionPlace place in deleted) await result.Output().WriteLineAsync($"{place.Session} deleted");
            return ExitCodes.Success;
        });
        return command;
    }

    public static Command Abort()
    {
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("abort", "Stops what a session and its sub-agents are doing.", async (result, runner, session, cancellationToken) =>
        {
            SessionPlace stopped = await runner.Sessions.AbortAsync(session, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), SessionLines.Json(stopped, Result, "stopped"));
            else await result.Output().WriteLineAsync($"{stopped.Session} stopped");
            return ExitCodes.Success;
        }, json);
    }

    public static Command Share()
    {
        Option<bool> remove = new("--remove") { Description = "Take the public page away." };
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("share", "Publishes a session at opencode.ai, and prints its address.",
            async (result, runner, session, cancellationToken) =>
        {
            (SessionPlace place, string? address) = await runner.Sessions.ShareAsync(session, result.GetValue(remove), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), SessionLines.Json(place, "url", address));
            else await result.Output().WriteLineAsync(address is null ? $"{place.Session} is not public" : TerminalText.Safe(address));
            return ExitCodes.Success;
        }, remove, json);
    }

    public static Command Summary()
    {
        Option<string?> model = new("--model", "-m") { Description = "The model that summarizes, as provider/model. Default: that of the last answer." };
        Option<bool> json = CommonOptions.Json();
        return SessionCommand.Create("summary", "Replaces the conversation by a summary, and prints it.", async (result, runner, session, cancellationToken) =>
        {
            (SessionPlace place, string? text) = await runner.Conversations.SummarizeAsync(session, result.GetValue(model), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), SessionLines.Json(place, "text", text));
            else if (text is not null) await result.Output().WriteLineAsync(TerminalText.Safe(text));
            else await runner.Errors.WriteLineAsync($"The model wrote no summary of {place.Session}.");
            return text is null ? ExitCodes.Failed : ExitCodes.Success;
        }, model, json);
    }
}
