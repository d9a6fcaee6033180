using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Verification.Contract.States;

/// <summary>Sessions, terminals and integrations of the second API.</summary>
internal static class ApiSessionStates
{
    public static IReadOnlyList<ProviderState> All { get; } =
    [
        new("a session of the second API", static async (context, token) => new() { ["sessionID"] = await CreateAsync(context, token) }),
        new("a conversation of the second API", ConversationAsync) { IsShared = true, Needs = ServerNeed.Model },
        new("a conversation of the second API of its own", ConversationAsync) { Needs = ServerNeed.Model },
        new("a conversation of the second API with another agent, another model and a failed tool", ChangedAsync) { IsShared = true, Needs = ServerNeed.Model },
        new("a conversation of the second API whose model refuses", RefusedAsync) { IsShared = true, Needs = ServerNeed.Model },
        new("a running tool of the second API", RunningToolAsync) { Needs = ServerNeed.Model },
        new("a staged revert", StagedRevertAsync) { Needs = ServerNeed.Model },
        new("an integration", static async (context, token) => new() { ["integrationID"] = await IntegrationAsync(context, token) }),
        new("a credential", CredentialAsync) { Uses = "v2.integration.connect.key" },
        new("a terminal of the second API", TerminalAsync),
    ];

    public static async Task<string> CreateAsync(StateContext context, CancellationToken cancellationToken)
    {
        try
        {
            V2SessionCreateResponse session = await context.Client.Api.Session.PostAsync(
                new() { Location = new() { Directory = context.Directory } }, cancellationToken: cancellationToken);
            context.OnTearDown(token => context.Client.Session[session.Data.Id].DeleteAsync(cancellationToken: token));
            return session.Data.Id;
        }
        catch (ApiContractException)
        {
            // The first releases with a second API cannot make a session through it; both APIs share them.
            return await SessionStates.CreateAsync(context, cancellationToken);
        }
    }

    private static async Task<StateValues> ConversationAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await CreateAsync(context, cancellationToken);
        context.Model.Enqueue(
            new ModelTurn().Reasoning("I should look.").ToolCall("bash", new { command = "echo two", description = "Say two" }),
            new ModelTurn().Text("Two."));
        await PromptAsync(context, session, static e => e is SessionNextStepEnded { Data.Finish: "stop" }, cancellationToken);
        SessionMessagesResponse messages =
            await context.Client.Api.Session[session].Message.GetAsync(c => c.Query.Order = V2SessionListOrder.Asc, cancellationToken);
        if (messages.Data is not [SessionMessageUser first, .., SessionMessageAssistant last])
            throw new StateException("The conversation does not begin with the user's message and end with the assistant's");
        return new() { ["sessionID"] = session, ["messageID"] = first.Id, ["answerID"] = last.Id };
    }

    private static async Task<StateValues> ChangedAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await CreateAsync(context, cancellationToken);
        var requests = context.Client.Api.Session[session];
        await requests.Agent.PostAsync(new() { Agent = "plan" }, cancellationToken: cancellationToken);
        await requests.Model.PostAsync(new() { Model = new() { Id = "one", ProviderId = "scripted" } }, cancellationToken: cancellationToken);
        context.Model.Enqueue(new ModelTurn().ToolCall("read", new { path = "missing.txt" }), new ModelTurn().Text("It is not there."));
        await PromptAsync(context, session, static e => e is SessionNextStepEnded { Data.Finish: "stop" }, cancellationToken);
        return new() { ["sessionID"] = session };
    }

    private static async Task<StateValues> RefusedAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await CreateAsync(context, cancellationToken);
        context.Model.Enqueue(ModelTurn.Failing(400));
        await PromptAsync(context, session, static e => e is SessionNextStepFailed, cancellationToken);
        return new() { ["sessionID"] = session };
    }

    private static async Task<StateValues> RunningToolAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await CreateAsync(context, cancellationToken);
        context.Model.Enqueue(new ModelTurn().ToolCall("bash", new { command = "sleep 30", description = "Wait" }));
        context.OnTearDown(token => context.Client.Api.Session[session].Interrupt.PostAsync(cancellationToken: token));
        await PromptAsync(context, session, static e => e is SessionNextToolCalled, cancellationToken);
        await StateContext.UntilAsync(
            async () => (await context.Client.Api.Session[session].Message.GetAsync(cancellationToken: cancellationToken)).Data
                .OfType<SessionMessageAssistant>().SelectMany(static m => m.Content).OfType<SessionMessageAssistantTool>()
                    .FirstOrDefault(static t => t.State is SessionMessageToolStateRunning),
            "A running tool", cancellationToken);
        return new() { ["sessionID"] = session };
    }

    private static async Task PromptAsync(StateContext context, string session, Func<SessionDurableEvent, bool> isWaitedFor,
        CancellationToken cancellationToken)
    {
        var requests = context.Client.Api.Session[session];
        await requests.Prompt.PostAsync(new() { Prompt = new() { Text = "Go on." } }, cancellationToken: cancellationToken);
        await foreach (SessionDurableEvent durable in requests.Event.SubscribeAsync(cancellationToken: cancellationToken))
        {
            if (isWaitedFor(durable)) return;
        }
    }

    private static async Task<StateValues> StagedRevertAsync(StateContext context, CancellationToken cancellationToken)
    {
        StateValues values = await ConversationAsync(context, cancellationToken);
        await context.Client.Api.Session[values["sessionID"]].Revert.Stage.PostAsync(new() { MessageId = values["messageID"] },
            cancellationToken: cancellationToken);
        return values;
    }

    private static async Task<string> IntegrationAsync(StateContext context, CancellationToken cancellationToken)
    {
        V2IntegrationListResponse all = await context.Client.Api.Integration.GetAsync(cancellationToken: cancellationToken);
        return all.Data is [{ } first, ..] ? first.Id : throw new StateException("The server lists no integration");
    }

    private static async Task<StateValues> CredentialAsync(StateContext context, CancellationToken cancellationToken)
    {
        string integrationId = await IntegrationAsync(context, cancellationToken);
        var integration = context.Client.Api.Integration[integrationId];
        await integration.Connect.Key.PostAsync(new() { Key = "not-a-real-key", Label = "First" }, cancellationToken: cancellationToken);
        V2IntegrationGetResponse read = await integration.GetAsync(cancellationToken: cancellationToken);
        string id = read.Data?.Connections.OfType<ConnectionCredentialInfo>().FirstOrDefault()?.Id
            ?? throw new StateException("The key did not become a credential");
        context.OnTearDown(token => context.Client.Api.Credential[id].DeleteAsync(cancellationToken: token));
        return new() { ["credentialID"] = id, ["integrationID"] = integrationId };
    }

    private static async Task<StateValues> TerminalAsync(StateContext context, CancellationToken cancellationToken)
    {
        V2PtyCreateResponse terminal = await context.Client.Api.Pty.PostAsync(new(), cancellationToken: cancellationToken);
        context.OnTearDown(token => context.Client.Api.Pty[terminal.Data.Id].DeleteAsync(cancellationToken: token));
        return new() { ["ptyID"] = terminal.Data.Id };
    }
}
