using System.Net.WebSockets;
using OpenCode.Contract.Tests.Live;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Har;
using OpenCode.Verification.Recording;

namespace OpenCode.Contract.Tests.Verification;

/// <summary>A real server behind the proxy, used through the generated client: nothing unknown differs, and everything is recorded.</summary>
[Collection<SharedServer>]
public sealed class ConformanceLiveTests(LiveServer server)
{
    private static CancellationToken Cancellation => LiveServer.Cancellation;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Traffic_of_a_real_server_differs_only_where_known_also_when_it_is_read_from_a_file()
    {
        var check = new ConformanceCheck();
        string file = Path.Combine(Directory.CreateTempSubdirectory("opencode-har-").FullName, "traffic.har");
        try
        {
            using (var har = new HarWriter(File.Create(file), server.Sandbox.BaseUri))
            {
                await using RecordingProxy proxy = await RecordingProxy.StartAsync(server.Sandbox.BaseUri, new() { Receivers = [check, har] }, Cancellation);
                await UseAsync(proxy.BaseUri, check);
            }

            Assert.DoesNotContain(check.Results, static d => d.KnownReason is null);
            Assert.Contains(check.Results, static d => d.KnownReason is not null);
            Assert.Empty(check.Disappeared);
            Assert.Empty(check.UnknownOperations);

            var fromFile = new ConformanceCheck();
            HarSummary summary = await HarFile.ReadAsync(file, null, e => fromFile.Add(e), Cancellation);

            Assert.Equal((check.Answers, summary.Entries), (summary.Exchanges, summary.Exchanges));
            Assert.Equal(check.Events, fromFile.Events);
            Assert.Equal(check.Results.Select(static d => d with { Found = "" }), fromFile.Results.Select(static d => d with { Found = "" }));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_terminal_is_reached_through_the_proxy()
    {
        var check = new ConformanceCheck();
        await using RecordingProxy proxy = await RecordingProxy.StartAsync(server.Sandbox.BaseUri, new() { Receivers = [check] }, Cancellation);
        using OpenCodeClient client = Connect(proxy.BaseUri);
        Pty terminal = await client.Pty.PostAsync(new(), cancellationToken: Cancellation);
        using ClientWebSocket socket = new();

        await socket.ConnectAsync(
            new Uri($"ws://{proxy.BaseUri.Authority}/pty/{terminal.Id}/connect?directory={Uri.EscapeDataString(server.Sandbox.Directory)}"), Cancellation);
        await socket.SendAsync("echo \"4\"\"2\"\r"u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);
        var text = new System.Text.StringBuilder();
        byte[] buffer = new byte[4096];
        while (!text.ToString().Contains("42", StringComparison.Ordinal))
        {
            WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, Cancellation);
            text.Append(System.Text.Encoding.UTF8.GetString(buffer, 0, received.Count));
        }

        await client.Pty[terminal.Id].DeleteAsync(cancellationToken: Cancellation);
        Assert.Equal(1, check.AnswersOf("pty.connect"));
        Assert.Empty(check.Results);
    }

    // A dozen operations of both APIs, a turn of the agent, errors, a file and two streams of events.
    private async Task UseAsync(Uri address, ConformanceCheck check)
    {
        using OpenCodeClient client = Connect(address);
        await using (EventLog<Event> events = await EventLog<Event>.OpenAsync(
            client.Event.SubscribeAsync(cancellationToken: Cancellation), static e => e is EventServerConnected))
        await using (EventLog<GlobalEvent> global = await EventLog<GlobalEvent>.OpenAsync(
            client.Global.Event.SubscribeAsync(cancellationToken: Cancellation), static e => e.Payload is EventServerConnected))
        {
            SessionRequests session = await SessionRequests.NewAsync(client);
            await session.PromptAsync("Say hello.");
            await events.NextAsync<EventSessionIdle>(e => e.Properties.SessionId == session.Id);
            await global.NextAsync<GlobalEvent>(e => e.Payload is EventSessionIdle idle && idle.Properties.SessionId == session.Id);
            await session.At.GetAsync(cancellationToken: Cancellation);
            await session.At.Message.GetAsync(cancellationToken: Cancellation);
            await client.Session.GetAsync(cancellationToken: Cancellation);
            await client.Agent.GetAsync(cancellationToken: Cancellation);
            await client.Config.GetAsync(cancellationToken: Cancellation);
            await client.Command.GetAsync(cancellationToken: Cancellation);
            await client.Project.GetAsync(cancellationToken: Cancellation);
            await client.Path.GetAsync(cancellationToken: Cancellation);
            await client.Api.Session.GetAsync(cancellationToken: Cancellation);
            await client.SendRawAsync(HttpMethod.Get, "/api/fs/read/README.md", cancellationToken: Cancellation);
            await client.SendRawAsync(HttpMethod.Get, "/vcs/diff/raw", cancellationToken: Cancellation);
            await Assert.ThrowsAsync<ApiNotFoundException>(() => client.Session["ses_unknown"].GetAsync(cancellationToken: Cancellation));
            Assert.True(await session.At.DeleteAsync(cancellationToken: Cancellation));
        }

        Assert.Equal(1, check.AnswersOf("session.prompt"));
        Assert.Equal(2, check.AnswersOf("session.get"));
        Assert.Equal(1, check.AnswersOf("event.subscribe"));
        Assert.InRange(check.EventsOf("event.subscribe", "session.idle"), 1, 10);
        Assert.InRange(check.EventsOf("global.event", "message.part.updated"), 1, 100);
        Assert.InRange(check.Answers, 17, 100);
    }

    private OpenCodeClient Connect(Uri address) => new(new OpenCodeClientOptions
    {
        BaseUri = address,
        Directory = server.Sandbox.Directory,
        Password = "",
        Budgets = new RequestBudgets { Total = TimeSpan.FromMilliseconds(LiveServer.TestLimit) },
    });
}
