using OpenCode.Server.Events;
using OpenCode.Server.Http;
using Xunit;

namespace OpenCode.Server.Tests.Events;

public sealed class EventFormTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Each_stream_has_its_own_form()
    {
        await using IAsyncEnumerator<EventFrame> plain = _hub.Open();
        await using IAsyncEnumerator<EventFrame> global = _hub.Events.SubscribeGlobalAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        await using IAsyncEnumerator<EventFrame> api = _hub.Events.SubscribeApiAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        Piece connected = await Hub.NextAsync(plain);
        Assert.Null(connected.Id);
        Assert.Matches("""^{"id":"evt_\w{26}","type":"server.connected","properties":{}}$""", connected.Text);
        Assert.Matches("""^{"payload":{"id":"evt_\w{26}","type":"server.connected","properties":{}}}$""", (await Hub.NextAsync(global)).Text);
        Assert.Matches("""^{"id":"evt_\w{26}","type":"server.connected","data":{}}$""", (await Hub.NextAsync(api)).Text);
        Assert.Equal(": heartbeat", (await Hub.NextAsync(api)).Text);

        _hub.Events.Publish(new ServerEvent("session.tried", new Hub.Data("""{"text":"“a”"}"""), Hub.Folder) { Project = "p1" });

        Piece told = await Hub.NextAsync(plain);
        string id = told.Id!;
        Assert.Equal($$$"""{"id":"{{{id}}}","type":"session.tried","properties":{"text":"“a”"}}""", told.Text);
        Assert.Equal(
            new Piece(id, $$$"""{"directory":"{{{Hub.Folder}}}","project":"p1","payload":{{{told.Text}}}}"""), await Hub.NextAsync(global));
        Assert.Equal(
            new Piece(id, $$$"""{"id":"{{{id}}}","type":"session.tried","location":{"directory":"{{{Hub.Folder}}}"},"data":{"text":"“a”"}}"""),
            await Hub.NextAsync(api));
    }

    [Fact]
    public async Task An_event_without_a_folder_is_global_there_and_has_no_location()
    {
        await using IAsyncEnumerator<EventFrame> global = _hub.Events.SubscribeGlobalAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        await using IAsyncEnumerator<EventFrame> api = _hub.Events.SubscribeApiAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        _hub.Publish(1, null);
        await Hub.NextAsync(global);
        await Hub.NextAsync(api);
        await Hub.NextAsync(api);

        Assert.StartsWith("""{"directory":"global","payload":{""", (await Hub.NextAsync(global)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("location", (await Hub.NextAsync(api)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_a_session_tells_its_number()
    {
        await using IAsyncEnumerator<EventFrame> api = _hub.Events.SubscribeApiAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        await Hub.NextAsync(api);
        await Hub.NextAsync(api);
        _hub.Publish(7, session: "ses_1");
        Piece told = await Hub.NextAsync(api);

        Assert.Equal("""{"aggregateID":"ses_1","seq":0,"version":1}""", told.Json.GetProperty("durable").GetRawText());
        Assert.Equal(["id", "type", "durable", "location", "data"], told.Json.EnumerateObject().Select(static p => p.Name));
    }

    [Fact]
    public async Task Line_breaks_in_what_somebody_sent_do_not_end_a_line_of_the_stream()
    {
        await using IAsyncEnumerator<EventFrame> stream = _hub.Open();
        await Hub.NextAsync(stream);
        _hub.Events.Publish(new ServerEvent("session.tried", new Hub.Data("{\r\n\"n\":\n1}"), Hub.Folder));

        Assert.Equal(1, (await Hub.NextAsync(stream)).Number);
    }

    [Fact]
    public async Task All_streams_of_a_form_share_the_bytes()
    {
        List<IAsyncEnumerator<EventFrame>> streams = [.. Enumerable.Range(0, 5).Select(_ => _hub.Open())];
        foreach (IAsyncEnumerator<EventFrame> stream in streams) await Hub.NextAsync(stream);
        _hub.Publish(1);
        foreach (IAsyncEnumerator<EventFrame> stream in streams) await Hub.NextAsync(stream);

        Assert.All(streams, s => Assert.True(s.Current.Bytes.Equals(streams[0].Current.Bytes)));
    }
}
