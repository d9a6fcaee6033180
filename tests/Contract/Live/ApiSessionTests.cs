using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Sessions of the second API.</summary>
[Collection<SharedServer>]
public sealed class ApiSessionTests(LiveServer server)
{
    private OpenCodeClient Client => server.Client;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_turn_is_in_the_messages_the_context_and_the_history()
    {
        LiveObjects objects = await server.ObjectsAsync();
        var session = Client.Api.Session[objects.Version2["sessionID"]];

        SessionMessagesResponse messages = await session.Message.GetAsync(c => c.Query.Order = V2SessionListOrder.Asc, LiveServer.Cancellation);
        Assert.Equal("Say two.", Assert.IsType<SessionMessageUser>(messages.Data[0]).Text);
        IEnumerable<SessionMessageAssistantContent> contents =
            messages.Data.OfType<SessionMessageAssistant>().SelectMany(static m => m.Content);
        Assert.Collection(
            contents,
            static c => Assert.Equal("I should look.", Assert.IsType<SessionMessageAssistantReasoning>(c).Text),
            static c => Assert.Equal("bash", Assert.IsType<SessionMessageAssistantTool>(c).Name),
            static c => Assert.Equal("Two.", Assert.IsType<SessionMessageAssistantText>(c).Text));

        V2SessionContextResponse context = await session.Context.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal(messages.Data.Count, context.Data.Count);
        V2SessionMessageResponse one = await session.Message[ApiPrompt.IdOf(messages.Data[0])].GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.IsType<SessionMessageUser>(one.Data);
        SessionHistory history = await session.History.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.IsType<SessionNextPromptAdmitted>(history.Data[0]);
        SessionHistory rest = await session.History.GetAsync(
            c =>
            {
                c.Query.After = "1";
                c.Query.Limit = "2";
            },
            LiveServer.Cancellation);
        Assert.Equal(2, rest.Data.Count);
        Assert.True(rest.HasMore);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_session_is_created_listed_and_changed()
    {
        V2SessionCreateResponse created = await NewAsync();
        Assert.Equal(server.Sandbox.Directory, created.Data.Location.Directory);
        var session = Client.Api.Session[created.Data.Id];

        await session.Agent.PostAsync(new() { Agent = "plan" }, cancellationToken: LiveServer.Cancellation);
        await session.Model.PostAsync(new() { Model = new() { ProviderId = "scripted", Id = "one" } }, cancellationToken: LiveServer.Cancellation);
        V2SessionCreateResponse read = await session.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal(("plan", "one"), (read.Data.Agent, read.Data.Model?.Id));

        SessionsResponse first = await Client.Api.Session.GetAsync(
            c =>
            {
                c.Query.Directory = server.Sandbox.Directory;
                c.Query.Limit = 1;
                c.Query.Order = V2SessionListOrder.Desc;
            },
            LiveServer.Cancellation);
        Assert.Equal(created.Data.Id, Assert.Single(first.Data).Id);
        Assert.NotNull((await Client.Api.Session.Active.GetAsync(cancellationToken: LiveServer.Cancellation)).Data);
        await session.Interrupt.PostAsync(cancellationToken: LiveServer.Cancellation);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_permission_is_asked_for_listed_and_answered()
    {
        V2SessionCreateResponse created = await NewAsync();
        var permissions = Client.Api.Session[created.Data.Id].Permission;
        V2SessionPermissionCreateResponse asked = await permissions.PostAsync(
            new() { Action = "webfetch", Resources = ["http://127.0.0.1/"] }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal(PermissionV2Effect.Ask, asked.Data.Effect);

        V2SessionPermissionListResponse pending = await permissions.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal(asked.Data.Id, Assert.Single(pending.Data).Id);
        V2SessionPermissionGetResponse one = await permissions[asked.Data.Id].GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal("webfetch", one.Data.Action);
        V2PermissionRequestListResponse everywhere = await Client.Api.Permission.Request.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Contains(everywhere.Data, p => p.Id == asked.Data.Id);

        await permissions[asked.Data.Id].Reply.PostAsync(new() { Reply = PermissionReply.Once }, cancellationToken: LiveServer.Cancellation);

        Assert.Empty((await permissions.GetAsync(cancellationToken: LiveServer.Cancellation)).Data);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_revert_is_staged_and_cleared()
    {
        string id = await ApiPrompt.RunAsync(Client, server.Sandbox, LiveServer.Cancellation);
        var session = Client.Api.Session[id];
        SessionMessagesResponse messages = await session.Message.GetAsync(c => c.Query.Order = V2SessionListOrder.Asc, LiveServer.Cancellation);
        string first = ApiPrompt.IdOf(messages.Data[0]);

        V2SessionRevertStageResponse staged = await session.Revert.Stage.PostAsync(new() { MessageId = first }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal(first, staged.Data.MessageId);
        await session.Revert.Clear.PostAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Null((await session.GetAsync(cancellationToken: LiveServer.Cancellation)).Data.Revert);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task What_is_not_available_yet_is_a_typed_503()
    {
        V2SessionCreateResponse created = await NewAsync();
        var wait = await Assert.ThrowsAsync<ApiStatusException>(
            () => Client.Api.Session[created.Data.Id].Wait.PostAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, wait.Status);
        Assert.Equal("session.wait", Assert.IsType<ServiceUnavailableError>(wait.Error).Service);
    }

    private Task<V2SessionCreateResponse> NewAsync() => Client.Api.Session.PostAsync(
        new() { Location = new() { Directory = server.Sandbox.Directory } }, cancellationToken: LiveServer.Cancellation);
}
