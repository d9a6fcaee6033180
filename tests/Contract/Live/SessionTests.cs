using System.Text.Json;
using OpenCode.Core.Errors;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>The life of a session, through the typed client.</summary>
[Collection<SharedServer>]
public sealed class SessionTests(LiveServer server)
{
    private OpenCodeClient Client => server.Client;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_session_is_created_renamed_listed_and_deleted()
    {
        Session created = await Client.Session.PostAsync(new() { Title = "First" }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal(server.Sandbox.Directory, created.Directory);
        Session renamed = await Client.Session[created.Id].PatchAsync(new() { Title = "Second" }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal("Second", renamed.Title);
        Session read = await Client.Session[created.Id].GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal("Second", read.Title);
        IReadOnlyList<Session> found = await Client.Session.GetAsync(c => c.Query.Search = "Second", LiveServer.Cancellation);
        Assert.Equal(created.Id, Assert.Single(found).Id);

        Assert.True(await Client.Session[created.Id].DeleteAsync(cancellationToken: LiveServer.Cancellation));
        await Assert.ThrowsAsync<ApiNotFoundException>(() => Client.Session[created.Id].GetAsync(cancellationToken: LiveServer.Cancellation));
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task List_parameters_reach_the_server()
    {
        Session parent = await Client.Session.PostAsync(new() { Title = "Parent of one" }, cancellationToken: LiveServer.Cancellation);
        Session child = await Client.Session.PostAsync(
            new() { Title = "Child of one", ParentId = parent.Id }, cancellationToken: LiveServer.Cancellation);

        IReadOnlyList<Session> children = await Client.Session[parent.Id].Children.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal(child.Id, Assert.Single(children).Id);
        IReadOnlyList<Session> roots = await Client.Session.GetAsync(
            c =>
            {
                c.Query.Roots = true;
                c.Query.Search = "of one";
            },
            LiveServer.Cancellation);
        Assert.Equal(parent.Id, Assert.Single(roots).Id);
        Assert.Single(await Client.Session.GetAsync(c => c.Query.Limit = 1, LiveServer.Cancellation));
        Assert.NotEmpty(await Client.Experimental.Session.GetAsync(cancellationToken: LiveServer.Cancellation));
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_fork_has_the_messages_of_its_origin()
    {
        SessionRequests session = await SessionRequests.NewAsync(Client);
        await session.PromptAsync("To be copied.");

        Session fork = await session.At.Fork.PostAsync(new(), cancellationToken: LiveServer.Cancellation);

        IReadOnlyList<MessageWithParts> copied = await Client.Session[fork.Id].Message.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal(2, copied.Count);
        Assert.NotEqual(session.Id, fork.Id);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_revert_hides_a_message_until_it_is_taken_back()
    {
        SessionRequests session = await SessionRequests.NewAsync(Client);
        SessionPromptResponse reply = await session.PromptAsync("To be reverted.");

        Session reverted = await session.At.Revert.PostAsync(
            new() { MessageId = reply.Info.ParentId }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal(reply.Info.ParentId, reverted.Revert?.MessageId);

        Session restored = await session.At.Unrevert.PostAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Null(restored.Revert);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_part_is_changed_and_removed_and_so_is_its_message()
    {
        SessionRequests session = await SessionRequests.NewAsync(Client);
        SessionPromptResponse reply = await session.PromptAsync("To be changed.");
        TextPart part = Assert.Single(reply.Parts.OfType<TextPart>());
        var message = session.At.Message[reply.Info.Id];

        Part changed = await message.Part[part.Id].PatchAsync(new TextPart(part) { Text = "Changed." }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal("Changed.", Assert.IsType<TextPart>(changed).Text);
        Assert.True(await message.Part[part.Id].DeleteAsync(cancellationToken: LiveServer.Cancellation));
        MessageWithParts read = await message.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.DoesNotContain(read.Parts, static p => p is TextPart);

        Assert.True(await message.DeleteAsync(cancellationToken: LiveServer.Cancellation));
        await Assert.ThrowsAsync<ApiNotFoundException>(() => message.GetAsync(cancellationToken: LiveServer.Cancellation));
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Todos_and_the_diff_of_a_session_are_typed()
    {
        LiveObjects objects = await server.ObjectsAsync();
        var session = Client.Session[objects.Version1["sessionID"]];
        Todo todo = Assert.Single(await session.Todo.GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Equal(("Look around", "in_progress"), (todo.Content, todo.Status));
        Assert.NotNull(await session.Diff.GetAsync(cancellationToken: LiveServer.Cancellation));
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Metadata_of_a_session_survives_as_it_was_sent()
    {
        using JsonDocument metadata = JsonDocument.Parse("""{"ticket":7,"tags":["a",null]}""");
        Session created = await Client.Session.PostAsync(new() { Metadata = metadata.RootElement }, cancellationToken: LiveServer.Cancellation);
        Assert.True(JsonElement.DeepEquals(metadata.RootElement, created.Metadata!.Value));
    }
}
