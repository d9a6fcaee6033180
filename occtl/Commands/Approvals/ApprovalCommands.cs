using System.CommandLine;
using OpenCode.Ctl.Approvals;
using OpenCode.Ctl.Printing;

namespace OpenCode.Ctl.Commands.Approvals;

/// <summary>Commands about what waits for a decision.</summary>
internal static class ApprovalCommands
{
    public static Command Permissions()
    {
        Option<string?> server = Server();
        Option<bool> json = CommonOptions.Json();
        Command command = new("permissions", "Lists the permissions and questions that wait.") { server, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            IReadOnlyList<PendingRequest> pending = await runner.Approvals.ReadAsync(result.GetValue(server), cancellationToken);
            if (result.GetValue(json)) JsonText.WriteList(result.Output(), pending.Select(PendingLines.Json));
            else PendingLines.Write(result.Output(), pending);
            return ExitCodes.Success;
        });
        return command;
    }

    public static Command Approve()
    {
        Option<bool> always = new("--always", "-a") { Description = "And whatever is like it, as long as the server runs." };
        return Decide("approve", "Permits what waits.", (result, request) => request with { Allow = true, Always = result.GetValue(always) }, always);
    }

    public static Command Reject()
    {
        Option<string?> message = new("--message", "-m") { Description = "Why, for the agent, which goes on then." };
        return Decide("reject", "Refuses what waits.", (result, request) => request with { Message = result.GetValue(message) }, message);
    }

    public static Command Answer()
    {
        Argument<string[]> answers = new("answer")
        {
            Description = "An answer for each question: the label of an option, or a text.",
            Arity = ArgumentArity.ZeroOrMore
        };
        Option<string?> id = new("--id") { Description = "The questions. Default: the only ones that wait." };
        Option<bool> dismiss = new("--dismiss") { Description = "Answer nothing; the agent ends." };
        Option<string?> server = Server();
        Option<bool> json = CommonOptions.Json();
        Command command = new("answer", "Answers the questions of an agent.") { answers, id, dismiss, server, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            AnswerRequest request = new(result.GetValue(server), result.GetValue(id), result.GetValue(answers) ?? [], result.GetValue(dismiss));
            Decided decided = await runner.Approvals.AnswerAsync(request, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), PendingLines.Json(decided));
            else await result.Output().WriteLineAsync($"{decided.Id} {decided.Reply}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Decide(string name, string description, Func<ParseResult, DecisionRequest, DecisionRequest> decide, Option option)
    {
        Argument<string?> id = new("permission")
        {
            Description = "The permission: its id, or the beginning of it. Default: the only one that waits.",
            Arity = ArgumentArity.ZeroOrOne
        };
        Option<bool> all = new("--all") { Description = "All that wait." };
        Option<string?> server = Server();
        Option<bool> json = CommonOptions.Json();
        Command command = new(name, description) { id, all, server, option, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            DecisionRequest request = new() { Server = result.GetValue(server), Id = result.GetValue(id), All = result.GetValue(all) };
            IReadOnlyList<Decided> decided = await runner.Approvals.DecideAsync(decide(result, request), cancellationToken);
            if (result.GetValue(json)) JsonText.WriteList(result.Output(), decided.Select(PendingLines.Json));
            else foreach (Decided one in decided) await result.Output().WriteLineAsync($"{one.Id} {one.Reply}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Option<string?> Server() => new("--server", "-s") { Description = "The server. Default: all that run.", HelpName = "id" };
}
