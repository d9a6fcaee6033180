using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Approvals;
using OpenCode.Ctl.Approvals;
using OpenCode.Ctl.Printing;
using OpenCode.Models;
using OpenCode.Sessions;

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
            IReadOnlyList<PendingRequest> pending = await new PendingRequests(runner).ReadAsync(result.GetValue(server), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), new JsonArray([.. pending.Select(Json)]));
            else PendingLines.Write(result.Output(), pending);
            return ExitCodes.Success;
        });
        return command;
    }

    public static Command Approve()
    {
        Option<bool> always = new("--always", "-a") { Description = "And whatever is like it, as long as the server runs." };
        return Decide("approve", "Permits what waits.", (result, _) => result.GetValue(always)
            ? PermissionDecision.AllowAlways : PermissionDecision.AllowOnce, always);
    }

    public static Command Reject()
    {
        Option<string?> message = new("--message", "-m") { Description = "Why, for the agent, which goes on then." };
        return Decide(
            "reject", "Refuses what waits.", (result, _) => result.GetValue(message) is { Length: > 0 } why
                ? PermissionDecision.DenyBecause(why) : PermissionDecision.Deny, message);
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
        Command command = new("answer", "Answers the questions of an agent.") { answers, id, dismiss, server };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            IReadOnlyList<PendingRequest> pending = await new PendingRequests(runner).ReadAsync(result.GetValue(server), cancellationToken);
            PendingRequest request = PendingRequests.Pick([.. pending.Where(static p => p.Question is not null)], result.GetValue(id), "question");
            string[] given = result.GetValue(answers) ?? [];
            if (!result.GetValue(dismiss) && given.Length != request.Question!.Questions.Count)
                throw new UsageException($"{request.Id} asks {request.Question.Questions.Count} questions, and {given.Length} answers are given; write one for each, or --dismiss.");
            using OpenCodeClient client = runner.Connection.Open(request.Server);
            OpenCodeSession session = client.Sessions.Attach(new SessionReference(request.SessionId, request.Directory));
            await session.ReplyAsync(request.Question!, result.GetValue(dismiss)
                ? null : [.. given.Select(static a => (IReadOnlyList<string>)[a])], cancellationToken);
            await result.Output().WriteLineAsync($"{request.Id} {(result.GetValue(dismiss) ? "dismissed" : "answered")}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Decide(string name, string description, Func<ParseResult, PermissionRequest, PermissionDecision> decide, Option option)
    {
        Argument<string?> id = new("permission")
        {
            Description = "The permission: its id, or the beginning of it. Default: the only one that waits.",
            Arity = ArgumentArity.ZeroOrOne
        };
        Option<bool> all = new("--all") { Description = "All that wait." };
        Option<string?> server = Server();
        Command command = new(name, description) { id, all, server, option };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            if (result.GetValue(all) && result.GetValue(id) is not null) throw new UsageException("Name a permission, or write --all; not both.");
            PendingRequest[] pending = [.. (await new PendingRequests(runner).ReadAsync(result.GetValue(server), cancellationToken))
                .Where(static p => p.Permission is not null)];
            foreach (PendingRequest request in result.GetValue(all) ? pending : [PendingRequests.Pick(pending, result.GetValue(id), "permission")])
            {
                using OpenCodeClient client = runner.Connection.Open(request.Server);
                OpenCodeSession session = client.Sessions.Attach(new SessionReference(request.SessionId, request.Directory));
                PermissionDecision decision = decide(result, request.Permission!);
                await session.ReplyAsync(request.Permission!, decision, cancellationToken);
                await runner.TouchAsync(request.Server, cancellationToken);
                await result.Output().WriteLineAsync($"{request.Id} {decision.Reply!.Value.Value}");
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static Option<string?> Server() => new("--server", "-s") { Description = "The server. Default: all that run.", HelpName = "id" };

    private static JsonNode Json(PendingRequest pending)
    {
        JsonObject json = (JsonObject)(pending.Permission is { } permission ? JsonText.Node(permission) : JsonText.Node(pending.Question!));
        json["kind"] = pending.Permission is null ? "question" : "permission";
        json["server"] = pending.Server.Id;
        return json;
    }
}
