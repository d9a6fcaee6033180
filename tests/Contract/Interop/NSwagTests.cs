using System.Net;
using OpenCode.Contract.Tests.Turns;
using OpenCode.Core.Events;
using OpenCode.NSwag;
using OpenCode.NSwag.Streams;
using OpenCode.Testing;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>The client that NSwag makes of the prepared document, against the real server.</summary>
public sealed class NSwagTests(TurnServer server)
{
    private const int Limit = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_session_has_its_times_and_a_prompt_its_parts_of_the_right_types()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        using OpenCodeNSwag openCode = new(sandbox.BaseUri);
        OpenCodeNSwagClient client = openCode.Client;
        string directory = sandbox.Directory;

        Assert.True((await client.Global_healthAsync(Token)).Healthy);
        Session session = await client.Session_createAsync(directory, body: new SessionCreateBody { Title = "By NSwag" }, cancellationToken: Token);
        string prompt = server.Prompt(
            new ModelTurn().Reasoning("Hm.").ToolCall("bash", new { command = "echo seen", description = "Say" }).Usage(10, 5),
            new ModelTurn().Text("Done."));
        SessionPromptResponse reply = await client.Session_promptAsync(
            session.Id, directory, body: new SessionPromptBody { Parts = [new TextPartInput { Text = prompt }] }, cancellationToken: Token);
        ICollection<SessionMessagesResponseItem> messages = await client.Session_messagesAsync(session.Id, directory, cancellationToken: Token);
        List<Part> parts = [.. messages.SelectMany(static m => m.Parts)];
        ICollection<Session> sessions = await client.Session_listAsync(directory, cancellationToken: Token);

        DateTimeOffset now = DateTimeOffset.UtcNow;
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(session.Time.Created), now.AddMinutes(-2), now.AddMinutes(1));
        Assert.Equal(directory, session.Directory);
        Assert.Equal("Done.", Assert.Single(reply.Parts.OfType<TextPart>()).Text);
        Assert.Equal([typeof(UserMessage), typeof(AssistantMessage)], messages.Select(static m => m.Info.GetType()).Distinct());
        Assert.Equal("Hm.", Assert.Single(parts.OfType<ReasoningPart>()).Text);
        Assert.Equal("seen\n", Assert.IsType<ToolStateCompleted>(Assert.Single(parts.OfType<ToolPart>()).State).Output);
        Assert.Contains(sessions, s => s.Id == session.Id && s.Time.Created == session.Time.Created);
    }

    [Fact(Timeout = Limit)]
    public async Task A_location_goes_into_the_query()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        using OpenCodeNSwag openCode = new(sandbox.BaseUri);
        string elsewhere = Directory.CreateDirectory(System.IO.Path.Combine(sandbox.Directory, "by NSwag & others")).FullName;

        LocationInfo there = await openCode.Client.V2_location_getAsync(elsewhere, cancellationToken: Token);

        Assert.Equal(elsewhere, there.Directory);
    }

    [Fact(Timeout = Limit)]
    public async Task Errors_have_the_types_of_the_document()
    {
        const string Nobody = "ses_0000000000000000000000";
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        using OpenCodeNSwag openCode = new(sandbox.BaseUri);
        OpenCodeNSwagClient client = openCode.Client;
        (Type Type, int Status, Func<Task> Request)[] refused =
        [
            (typeof(ApiException<NotFoundError>), 404, () => client.Session_getAsync(Nobody, cancellationToken: Token)),
            (typeof(ApiException<NotFoundError>), 404, () => client.Session_deleteAsync(Nobody, cancellationToken: Token)),
            (typeof(ApiException<NotFoundError>), 404, () => client.Session_messagesAsync(Nobody, cancellationToken: Token)),
            (typeof(ApiException<NotFoundError>), 404, () => client.Session_todoAsync(Nobody, cancellationToken: Token)),
            (typeof(ApiException<NotFoundError>), 404, () => client.Session_childrenAsync(Nobody, cancellationToken: Token)),
            (typeof(ApiException<NotFoundError>), 404, () => client.Session_forkAsync(Nobody, body: new(), cancellationToken: Token)),
            (typeof(ApiException<NotFoundError>), 404, () => client.Session_updateAsync(Nobody, body: new() { Title = "x" }, cancellationToken: Token)),
            (typeof(ApiException<PtyNotFoundError>), 404, () => client.Pty_getAsync("pty_nobody", cancellationToken: Token)),
            (typeof(ApiException<SessionNotFoundError>), 404, () => client.V2_session_getAsync(Nobody, Token)),
            (typeof(ApiException<UnknownError>), 500, () => client.Session_getAsync("nonsense", cancellationToken: Token)),
        ];

        List<string> others = [];
        foreach ((Type type, int status, Func<Task> request) in refused)
        {
            Exception? thrown = await Record.ExceptionAsync(request);
            if (thrown?.GetType() != type || ((ApiException)thrown).StatusCode != status) others.Add($"{type} {status}: {thrown}");
        }

        Assert.True(others.Count == 0, string.Join('\n', others));
    }

    [Fact(Timeout = Limit)]
    public async Task Events_go_on_after_a_cut_and_tell_of_it()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        using OpenCodeNSwag openCode = new(proxy.BaseUri);
        List<string> titles = [];
        EventStreamGap? gap = null;

        await foreach (StreamedEvent<Event> item in openCode.SubscribeAsync(sandbox.Directory, Token))
        {
            gap ??= item.Gap;
            if (item.Event is EventServerConnected && gap is null) await CreateAsync("before");
            if (item.Event is EventSessionCreated created) titles.Add(created.Properties.Info.Title);
            if (titles is ["before"] && gap is null) await proxy.CutAllAsync(cancellationToken: Token);
            if (item.Gap is not null) await CreateAsync("after");
            if (titles is [.., "after"]) break;
        }

        Assert.NotNull(gap);
        Assert.Equal(["before", "after"], titles);

        Task CreateAsync(string title)
            => openCode.Client.Session_createAsync(sandbox.Directory, body: new SessionCreateBody { Title = title }, cancellationToken: Token);
    }

    [Fact(Timeout = Limit)]
    public async Task Events_of_all_projects_tell_their_project()
    {
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(
            new OpenCodeSandboxOptions { Installation = await TurnServer.InstallationAsync(Token), Git = false }, Token);
        using OpenCodeNSwag openCode = new(sandbox.BaseUri);
        string title = $"Global {Guid.NewGuid()}";

        await foreach (StreamedEvent<GlobalEvent> item in openCode.SubscribeGlobalAsync(Token))
        {
            if (item.Event?.Payload is EventServerConnected)
                await openCode.Client.Session_createAsync(sandbox.Directory, body: new SessionCreateBody { Title = title }, cancellationToken: Token);
            if (item.Event?.Payload is not EventSessionCreated created || created.Properties.Info.Title != title) continue;
            Assert.Equal(sandbox.Directory, item.Event.Directory);
            return;
        }

        Assert.Fail("The stream has ended.");
    }

    [Fact]
    public async Task A_prompt_is_sent_once_when_the_server_is_busy()
    {
        using BusyHandler busy = new();
        using OpenCodeNSwag openCode = new(new Uri("http://127.0.0.1:1"), handler: busy);

        ApiException refused = await Assert.ThrowsAsync<ApiException>(
            () => openCode.Client.Session_promptAsync("ses_1", body: new SessionPromptBody { Parts = [] }, cancellationToken: Token));

        Assert.Equal(503, refused.StatusCode);
        Assert.Equal(1, busy.Asked);
    }

    [Fact(Timeout = Limit)]
    public async Task A_password_is_sent_with_requests_and_with_streams()
    {
        const string Password = "pässwörd:with colon";
        await using OpenCodeSandbox guarded = await OpenCodeSandbox.StartAsync(
            new OpenCodeSandboxOptions { Installation = await TurnServer.InstallationAsync(Token), Password = Password, Git = false }, Token);
        using OpenCodeNSwag stranger = new(guarded.BaseUri);
        using OpenCodeNSwag openCode = new(guarded.BaseUri, Password);

        ApiException refused = await Assert.ThrowsAnyAsync<ApiException>(() => stranger.Client.Session_listAsync(cancellationToken: Token));
        await openCode.Client.Session_listAsync(cancellationToken: Token);
        await foreach (StreamedEvent<Event> item in openCode.SubscribeAsync(cancellationToken: Token))
        {
            Assert.IsType<EventServerConnected>(item.Event);
            break;
        }

        Assert.Equal(401, refused.StatusCode);
    }

    private sealed class BusyHandler : HttpMessageHandler
    {
        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        }
    }
}
