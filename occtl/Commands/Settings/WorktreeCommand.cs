using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Commands.Prompts;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Worktrees;
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
        Option<TimeSpan?> timeout = Timeout();
        Option<bool> json = CommonOptions.Json();
        Command command = new("create", "Makes one, and prints its directory.") { name, server, timeout, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            Worktree made = await runner.Worktrees.CreateAsync(result.GetValue(server), result.GetValue(name), Read(result, timeout), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), made);
            else await result.Output().WriteLineAsync(TerminalText.Safe(made.Directory));
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
            bool asJson = result.GetValue(json);
            PromptOrder order = await prompt.ReadAsync(result, cancellationToken);
            WorktreeOrder inTree = new(order, result.GetValue(server), result.GetValue(name), result.GetValue(remove));
            (PromptOutcome outcome, string directory)
                = await runner.Worktrees.RunAsync(inTree, asJson ? null : _ => new TurnLines(null, runner.Errors, result.Output()), cancellationToken);
            JsonObject told = outcome.ToJson();
            told["directory"] = directory;
            if (asJson) JsonText.Write(result.Output(), told);
            else if (!inTree.Remove) await runner.Errors.WriteLineAsync($"in {TerminalText.Safe(directory)}");
            return outcome.ExitCode;
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
            IReadOnlyList<string> directories = await runner.Worktrees.ListAsync(result.GetValue(server), cancellationToken);
            if (result.GetValue(json)) JsonText.WriteList(result.Output(), directories.Select(static d => (JsonNode)d));
            else foreach (string directory in directories) await result.Output().WriteLineAsync(TerminalText.Safe(directory));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Remove()
    {
        Argument<string> directory = new("directory") { Description = "Its directory, or the name at the end of that." };
        Option<string?> server = CommonOptions.Server();
        Option<TimeSpan?> timeout = Timeout();
        Option<bool> json = CommonOptions.Json();
        Command command = new("remove", "Removes one, with what is in it.") { directory, server, timeout, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            TimeSpan? limit = Read(result, timeout);
            string removed = await runner.Worktrees.RemoveAsync(result.GetValue(server), result.GetRequiredValue(directory), limit, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), new JsonObject { ["directory"] = removed, ["result"] = "removed" });
            else await result.Output().WriteLineAsync($"{TerminalText.Safe(removed)} removed");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Option<TimeSpan?> Timeout() => DurationOption.Create("How long git may take; then the exit code is 124. Default: 2m.", "--timeout", "-t");

    private static TimeSpan? Read(ParseResult result, Option<TimeSpan?> timeout)
        => result.GetValue(timeout) is not { } limit || limit > TimeSpan.Zero ? result.GetValue(timeout) : throw new UsageException("--timeout must be positive.");
}
