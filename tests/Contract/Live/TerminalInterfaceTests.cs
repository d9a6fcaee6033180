using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Requests to a terminal interface: accepted, and passed on as events, whether one is there or not.</summary>
[Collection<SharedServer>]
public sealed class TerminalInterfaceTests(LiveServer server)
{
    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Requests_are_passed_on_as_events()
    {
        var tui = server.Client.Tui;
        SessionRequests session = await SessionRequests.NewAsync(server.Client);
        await using EventLog<Event> events = await EventLog<Event>.OpenAsync(
            server.Listener.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation), static e => e is EventServerConnected);

        Assert.True(await tui.AppendPrompt.PostAsync(new() { Text = "typed" }, cancellationToken: LiveServer.Cancellation));
        await events.NextAsync<EventTuiPromptAppend>(static e => e.Properties.Text == "typed");
        Assert.True(await tui.OpenHelp.PostAsync(cancellationToken: LiveServer.Cancellation));
        await events.NextAsync<EventTuiCommandExecute>(static e => e.Properties.Command == "help.show");
        Assert.True(await tui.SelectSession.PostAsync(new() { SessionId = session.Id }, cancellationToken: LiveServer.Cancellation));
        await events.NextAsync<EventTuiSessionSelect>(e => e.Properties.SessionId == session.Id);
        Assert.True(await tui.ShowToast.PostAsync(
            new() { Message = "A toast.", Variant = TuiToastVariant.Info }, cancellationToken: LiveServer.Cancellation));
        EventTuiToastShow toast = await events.NextAsync<EventTuiToastShow>();
        Assert.Equal(TuiToastVariant.Info, toast.Properties.Variant);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Every_sessions_past_can_be_listed()
    {
        SessionRequests session = await SessionRequests.NewAsync(server.Client);
        IReadOnlyList<SyncHistoryEntry> past = await server.Client.Sync.History.PostAsync(
            new Dictionary<string, long>(), cancellationToken: LiveServer.Cancellation);
        Assert.Contains(past, e => e.AggregateId == session.Id && e.Type.StartsWith("session.created", StringComparison.Ordinal));
    }
}
