using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary>Commands that make, change or end a session.</summary>
internal static class ChangingCommands
{
    public static Command New()
    {
        Option<string?> server = CommonOptions.Server();
        Option<string?> title = new("--title", "-t") { Description = "Its title. Default: the server makes one of the first prompt." };
        Option<string?> agent = new("--agent", "-a") { Description = "Its agent." };
        Option<string?> parent = new("--parent") { Description = "The session that it works for." };
        Option<string?> directory = new("--directory", "-d") { Description = "The project directory. Default: the server's." };
        Option<string[]> rules = PolicyRules.Option();
        Option<bool> json = CommonOptions.Json();
        Command command = new("new", "Makes a session, and prints its id.") { server, title, agent, parent, directory, rules, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            IReadOnlyList<PermissionRule> kept = PolicyRules.Read(result.GetValue(rules));
            SessionCreateRequest request = new()
            {
                Title = result.GetValue(title),
                Agent = result.GetValue(agent),
                ParentId = result.GetValue(parent),
                Permission = kept.Count > 0 ? kept : null,
            };
            using SessionHandle made = await new SessionFinder(runner)
                .CreateAsync(result.GetValue(server), request, result.GetValue(directory), cancellationToken);
            await runner.TouchAsync(made.Entry, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), await made.Session.GetInfoAsync(cancellationToken));
            else await result.Output().WriteLineAsync(made.Session.Id);
            return ExitCodes.Success;
        });
        return command;
    }

    public static Command Fork()
    {
        Option<string?> message = new("--message", "-m") { Description = "The first message that the fork shall not have. Default: it has all." };
        return SessionCommand.Create("fork", "Makes a session of its own out of the conversation so far, and prints its id.",
            async (result, runner, handle, cancellationToken) =>
        {
            OpenCodeSession fork = await handle.Session.ForkAsync(result.GetValue(message), cancellationToken);
            await runner.TouchAsync(handle.Entry, cancellationToken);
            await result.Output().WriteLineAsync(fork.Id);
            return ExitCodes.Success;
        }, message);
    }

    public static Command Delete()
    {
        Argument<string[]> sessions = new("session")
        {
            Description = "The sessions; each is named, so that none is deleted by mistake.",
            Arity = ArgumentArity.OneOrMore
        };
        Option<string?> server = CommonOptions.Server();
        Command command = new("delete", "Stops sessions and deletes them, with those of their sub-agents.") { sessions, server };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            foreach (string name in result.GetRequiredValue(sessions))
            {
                if (name == SessionFinder.Newest) throw new UsageException("'delete' takes ids, and not 'last'.");
                using SessionHandle handle = await new SessionFinder(runner).FindAsync(result.GetValue(server), name, cancellationToken);
                await handle.Session.DeleteAsync(cancellationToken);
                await result.Output().WriteLineAsync($"{handle.Session.Id} deleted");
            }

            return ExitCodes.Success;
        });
        return command;
    }

    public static Command Abort()
        => SessionCommand.Create("abort", "Stops what a session and its sub-agents are doing.", async (result, _, handle, cancellationToken) =>
    {
        await handle.Session.AbortAsync(cancellationToken);
        await result.Output().WriteLineAsync($"{handle.Session.Id} stopped");
        return ExitCodes.Success;
    });

    public static Command Share()
    {
        Option<bool> end = new("--remove") { Description = "Take the public page away." };
        return SessionCommand.Create("share", "Publishes a session at opencode.ai, and prints its address.", async (result, _, handle, cancellationToken) =>
        {
            Session shared = result.GetValue(end) ? await handle.Session.UnshareAsync(cancellationToken) : await handle.Session.ShareAsync(cancellationToken);
            await result.Output().WriteLineAsync(shared.Share?.Url ?? $"{shared.Id} is not public");
            return ExitCodes.Success;
        }, end);
    }

    public static Command Summary()
    {
        Option<string?> model = new("--model", "-m") { Description = "The model that summarizes, as provider/model. Default: that of the last answer." };
        return SessionCommand.Create("summary", "Replaces the conversation by a summary, and prints it.", async (result, runner, handle, cancellationToken) =>
        {
            ModelSelection selected = await SummaryModelAsync(result.GetValue(model), handle, cancellationToken);
            SessionSummarizeRequest request = new() { ProviderId = selected.ProviderId, ModelId = selected.ModelId };
            await handle.Session.Requests.Summarize.PostAsync(request, handle.InDirectory, cancellationToken);
            await handle.Session.WaitUntilIdleAsync(cancellationToken);
            await runner.TouchAsync(handle.Entry, cancellationToken);
            MessageWithParts? summary = (await handle.Session.GetMessagesAsync(cancellationToken))
                .LastOrDefault(static m => m.Info is AssistantMessage { Summary: true });
            await result.Output().WriteLineAsync(summary is null ? "No summary was made." : MessageText.Safe(MessageText.Text(summary)));
            return summary is null ? ExitCodes.Failed : ExitCodes.Success;
        }, model);
    }

    private static async Task<ModelSelection> SummaryModelAsync(string? named, SessionHandle handle, CancellationToken cancellationToken)
    {
        if (named is not null) return ModelNames.Read(named);
        AssistantMessage? last = (await handle.Session.GetMessagesAsync(cancellationToken)).Select(static m => m.Info).OfType<AssistantMessage>()
            .LastOrDefault();
        return last is not null
            ? new ModelSelection { ProviderId = last.ProviderId, ModelId = last.ModelId }
            : throw new NotFoundException($"There is nothing to summarize in {handle.Session.Id}.");
    }
}
