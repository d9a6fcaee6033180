using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Commands.Prompts;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Settings;

/// <summary><c>occtl worktree</c>: working trees of git, so that agents do not get into each other's way.</summary>
internal static class WorktreeCommand
{
    public static Command Create()
        => new("worktree", "Working trees of git on a server, so that agents do not get into each other's way.") { New(), Run(), List(), Remove() };

    private static Command New()
    {
        Argument<string?> name = new("name") { Description = "Its name. Default: the server makes one.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> server = CommonOptions.Server();
        Option<bool> json = CommonOptions.Json();
        Command command = new("create", "Makes one, and prints its directory.") { name, server, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            ServerEntry entry = await runner.Finder.FindAsync(result.GetValue(server), cancellationToken);
            using OpenCodeClient client = runner.Connection.Open(entry);
            Worktree made = await client.Experimental.Worktree.PostAsync(new WorktreeCreateInput { Name = result.GetValue(name) }, cancellationToken);
            await runner.TouchAsync(entry, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), made);
            else await result.Output().WriteLineAsync(made.Directory);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Run()
    {
        PromptOptions prompt = new();
        Option<string?> name = new("--name") { Description = "The name of the working tree. Default: the server makes one." };
        Option<string?> server = CommonOptions.Server();
        Option<bool> remove = new("--remove") { Description = "Remove it afterwards, with what is in it." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("run", "Makes one, sends a prompt to a session in it, and prints the answer.") { name, server, remove, json };
        prompt.AddTo(command);
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            ServerEntry entry = await runner.Finder.FindAsync(result.GetValue(server), cancellationToken);
            PromptRequest request = await prompt.ReadAsync(result, entry, cancellationToken);
            using OpenCodeClient client = runner.Connection.Open(entry);
            Worktree made = await client.Experimental.Worktree.PostAsync(new WorktreeCreateInput { Name = result.GetValue(name) }, cancellationToken);
            try
            {
                await runner.TouchAsync(entry, cancellationToken);
                using SessionHandle handle = await new SessionFinder(runner)
                    .CreateAsync(entry.Id, new SessionCreateRequest(), made.Directory, cancellationToken);
                TurnLines lines = new(null, result.GetValue(json) ? null : runner.Errors);
                PromptOutcome outcome = await Prompter.SendAsync(handle, request, lines.Show, cancellationToken);
                lines.End(outcome);
                JsonObject told = outcome.ToJson();
                told["directory"] = made.Directory;
                if (result.GetValue(json)) JsonText.Write(result.Output(), told);
                else await result.Output().WriteLineAsync(outcome.Value?.GetRawText() ?? MessageText.Safe(outcome.Result.Text));
                if (!result.GetValue(json) && !result.GetValue(remove)) await runner.Errors.WriteLineAsync($"in {made.Directory}");
                return outcome.ExitCode;
            }
            finally
            {
                if (result.GetValue(remove))
                    await client.Experimental.Worktree.DeleteAsync(new WorktreeRemoveInput { Directory = made.Directory }, CancellationToken.None);
            }
        });
        return command;
    }

    private static Command List()
    {
        Option<string?> server = CommonOptions.Server();
        Option<bool> json = CommonOptions.Json();
        Command command = new("list", "Lists them.") { server, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            using OpenCodeClient client = runner.Connection.Open(await runner.Finder.FindAsync(result.GetValue(server), cancellationToken));
            IReadOnlyList<string> directories = await client.Experimental.Worktree.GetAsync(cancellationToken: cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), new JsonArray([.. directories.Select(static d => (JsonNode)d)]));
            else foreach (string directory in directories) await result.Output().WriteLineAsync(directory);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Remove()
    {
        Argument<string> directory = new("directory") { Description = "Its directory, or the name at the end of that." };
        Option<string?> server = CommonOptions.Server();
        Command command = new("remove", "Removes one, with what is in it.") { directory, server };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            ServerEntry entry = await runner.Finder.FindAsync(result.GetValue(server), cancellationToken);
            using OpenCodeClient client = runner.Connection.Open(entry);
            string named = result.GetRequiredValue(directory).TrimEnd('/', '\\');
            string found = (await client.Experimental.Worktree.GetAsync(cancellationToken: cancellationToken))
                .FirstOrDefault(d => d == named || Path.GetFileName(d) == named)
                ?? throw new NotFoundException($"{entry.Id} has no working tree '{named}'; 'occtl worktree list' shows those there are.");
            await client.Experimental.Worktree.DeleteAsync(new WorktreeRemoveInput { Directory = found }, cancellationToken);
            await result.Output().WriteLineAsync($"{found} removed");
            return ExitCodes.Success;
        });
        return command;
    }
}
