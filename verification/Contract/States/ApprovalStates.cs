using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Verification.Contract.States;

/// <summary>Agents that wait for a person.</summary>
internal static class ApprovalStates
{
    public static IReadOnlyList<ProviderState> All { get; } =
    [
        new("a pending permission", PermissionAsync) { Needs = ServerNeed.Model },
        new("a pending question", QuestionAsync) { Needs = ServerNeed.Model },
        new("a pending question of the second API", ApiQuestionAsync) { Needs = ServerNeed.Model },
        // Where the settings allow everything, nothing waits.
        new("a pending permission of the second API", ApiPermissionAsync) { Needs = ServerNeed.Project },
        new("a saved permission", SavedPermissionAsync) { Uses = "v2.permission.saved.remove" },
    ];

    private static ModelTurn Question
    {
        get
        {
            object[] options = [new { label = "Yes", description = "Do it" }, new { label = "No", description = "Leave it" }];
            return new ModelTurn().ToolCall("question", new { questions = new[] { new { question = "Really?", header = "Sure", options } } });
        }
    }

    private static async Task<StateValues> PermissionAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session =
            await PromptAsync(context, new ModelTurn().ToolCall("bash", new { command = "echo guarded", description = "Echo" }), cancellationToken);
        PermissionRequest request = await StateContext.UntilAsync(
            async () => (await context.Client.Permission.GetAsync(cancellationToken: cancellationToken)).FirstOrDefault(p => p.SessionId == session),
            "The permission", cancellationToken);
        context.OnTearDown(
            token => context.Client.Permission[request.Id].Reply.PostAsync(new() { Reply = PermissionReply.Reject }, cancellationToken: token));
        return new() { ["sessionID"] = session, ["requestID"] = request.Id, ["permissionID"] = request.Id };
    }

    private static async Task<StateValues> QuestionAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await PromptAsync(context, Question, cancellationToken);
        QuestionRequest request = await StateContext.UntilAsync(
            async () => (await context.Client.Question.GetAsync(cancellationToken: cancellationToken)).FirstOrDefault(q => q.SessionId == session),
            "The question", cancellationToken);
        context.OnTearDown(token => context.Client.Question[request.Id].Reject.PostAsync(cancellationToken: token));
        return new() { ["sessionID"] = session, ["requestID"] = request.Id };
    }

    private static async Task<StateValues> ApiQuestionAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await ApiSessionStates.CreateAsync(context, cancellationToken);
        context.Model.Enqueue(Question);
        var requests = context.Client.Api.Session[session];
        await requests.Prompt.PostAsync(new() { Prompt = new() { Text = "Ask me." } }, cancellationToken: cancellationToken);
        var request = await StateContext.UntilAsync(
            async () => (await requests.Question.GetAsync(cancellationToken: cancellationToken)).Data is [{ } first, ..] ? first : null, "The question",
                cancellationToken);
        context.OnTearDown(token => requests.Question[request.Id].Reject.PostAsync(cancellationToken: token));
        return new() { ["sessionID"] = session, ["requestID"] = request.Id };
    }

    private static async Task<StateValues> ApiPermissionAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await ApiSessionStates.CreateAsync(context, cancellationToken);
        var permissions = context.Client.Api.Session[session].Permission;
        V2SessionPermissionCreateResponse asked =
            await permissions.PostAsync(new() { Action = "webfetch", Resources = ["http://127.0.0.1/"] }, cancellationToken: cancellationToken);
        context.OnTearDown(token => permissions[asked.Data.Id].Reply.PostAsync(new() { Reply = PermissionReply.Reject }, cancellationToken: token));
        return new() { ["sessionID"] = session, ["requestID"] = asked.Data.Id };
    }

    private static async Task<StateValues> SavedPermissionAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await ApiSessionStates.CreateAsync(context, cancellationToken);
        var permissions = context.Client.Api.Session[session].Permission;
        V2SessionPermissionCreateResponse asked = await permissions.PostAsync(
            new() { Action = "webfetch", Resources = ["http://127.0.0.1/saved"], Save = ["http://127.0.0.1/saved"] }, cancellationToken: cancellationToken);
        await permissions[asked.Data.Id].Reply.PostAsync(new() { Reply = PermissionReply.Always }, cancellationToken: cancellationToken);
        var saved = (await context.Client.Api.Permission.Saved.GetAsync(cancellationToken: cancellationToken)).Data;
        string id = saved.FirstOrDefault(static s => s.Resource == "http://127.0.0.1/saved")?.Id ?? throw new StateException("The permission was not saved");
        context.OnTearDown(token => context.Client.Api.Permission.Saved[id].DeleteAsync(cancellationToken: token));
        return new() { ["id"] = id };
    }

    private static async Task<string> PromptAsync(StateContext context, ModelTurn turn, CancellationToken cancellationToken)
    {
        string session = await SessionStates.CreateAsync(context, cancellationToken);
        context.Model.Enqueue(turn);
        await context.Client.Session[session].PromptAsync.PostAsync(new() { Parts = [new TextPartInput { Text = "Ask me." }] },
            cancellationToken: cancellationToken);
        return session;
    }
}
