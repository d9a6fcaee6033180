using System.Text;
using Microsoft.AspNetCore.Http;
using OpenCode.Server.Events;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;
using Xunit;

namespace OpenCode.Server.Tests.Events;

public sealed class EventOperationsTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_stream_is_about_the_folder_that_the_request_means()
    {
        string folder = new LocationResolver(_hub.Options).Default.Directory;
        EventOperations operations = new(_hub.Events, new LocationResolver(_hub.Options));
        await using IAsyncEnumerator<EventFrame> stream =
            operations.SubscribeAsync(new EventSubscribeCall { HttpContext = Hub.Request() }, Cancellation).GetAsyncEnumerator(Cancellation);
        await Hub.NextAsync(stream);
        _hub.Publish(1, "/elsewhere");
        _hub.Publish(2, folder);

        await Hub.HearsAsync(stream, 2);
        EventSubscribeCall other = new() { HttpContext = Hub.Request(), Directory = "/elsewhere" };
        Assert.Equal(403, Assert.Throws<OperationException>(() => operations.SubscribeAsync(other, Cancellation)).Status);
    }

    [Fact]
    public async Task What_is_missed_is_asked_for_by_the_header_on_every_stream()
    {
        await using IAsyncEnumerator<EventFrame> before = _hub.Open();
        await Hub.NextAsync(before);
        _hub.Publish(0);
        _hub.Publish(1);
        string last = (await Hub.NextAsync(before)).Id!;
        await using IAsyncEnumerator<EventFrame> global = _hub.Events
            .GlobalEventAsync(new GlobalEventCall { HttpContext = Hub.Request(last) }, Cancellation).GetAsyncEnumerator(Cancellation);
        await using IAsyncEnumerator<EventFrame> api = new V2EventOperations(_hub.Events)
            .SubscribeAsync(new V2EventSubscribeCall { HttpContext = Hub.Request(last) }, Cancellation).GetAsyncEnumerator(Cancellation);
        await Hub.NextAsync(global);
        await Hub.NextAsync(api);
        await Hub.NextAsync(api);

        await Hub.HearsAsync(global, 1);
        await Hub.HearsAsync(api, 1);
    }

    [Fact]
    public async Task A_response_has_the_pieces_as_they_are()
    {
        DefaultHttpContext context = Hub.Request();
        using MemoryStream body = new();
        context.Response.Body = body;
        IAsyncEnumerable<EventFrame> frames = _hub.Events.SubscribeAsync(Hub.Folder, null, Cancellation);
        _hub.Publish(1);
        _hub.Events.End();
        await new OperationExchange(context).WriteEventsAsync(frames);

        Assert.Equal("text/event-stream", context.Response.ContentType);
        string[] lines = Encoding.UTF8.GetString(body.ToArray()).Split('\n');
        Assert.Equal(["data", "", "id", "data", "", ""], lines.Select(static l => l.Split(':')[0]));
    }
}
