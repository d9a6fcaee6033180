using System.Globalization;
using System.Net;
using OpenCode.Testing;
using OpenCode.Testing.Events;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>A session's own stream of the stand-in server: replay after a cursor, then live.</summary>
public sealed class SessionEventStreamsTests
{
    private const int Limit = 60_000;
    private const string Path = $"/api/session/{SampleEvents.SessionId}/event";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData("", 1)]
    [InlineData("?after=0", 1)]
    [InlineData("?after=1", 2)]
    [InlineData("?after=1499", 1500)]
    [InlineData("?after=1500", 1501)]
    [InlineData("?after=1600", 1601)]
    public async Task Exactly_what_comes_after_the_cursor_is_sent_replayed_and_live(string query, int first)
    {
        const int Past = 1500;
        const int All = 1700;
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        using HttpClient http = new() { BaseAddress = server.BaseUri };
        SessionEventStreams session = server.Session();
        for (int i = 1; i <= Past; i++) session.Append(EventOf(i));

        Task<SseClient> opening = SseClient.OpenAsync(http, Path + query);
        await session.WaitForOpenAsync(1, Cancellation);
        for (int i = Past + 1; i <= All; i++) session.Append(EventOf(i));
        await using SseClient stream = await opening;

        for (int i = first; i <= All; i++) Assert.Equal(EventOf(i), await stream.NextAsync());
        server.EndStreams();
        Assert.Null(await stream.NextAsync());
        Assert.Equal(All, session.LastSequence);
    }

    [Fact(Timeout = Limit)]
    public async Task Not_even_headers_come_before_the_first_event()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        server.Session().Append(EventOf(1));
        using RawClient client = await RawClient.ConnectAsync(server.BaseUri, $"GET {Path}?after=1 HTTP/1.1\r\nHost: test\r\n\r\n");

        Assert.Equal(("", ConnectionEnding.Stall), await client.ReadToEndAsync(stallsAfter: 0));
        server.Session().Append(EventOf(2));

        Assert.Contains($"data: {EventOf(2)}\n\n", await client.ReadUntilAsync("}\n\n"), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("/api/session/ses_unknown/event", HttpStatusCode.NotFound, "SessionNotFoundError")]
    [InlineData(Path + "?after=x", HttpStatusCode.BadRequest, "InvalidRequestError")]
    [InlineData(Path + "?after=-1", HttpStatusCode.BadRequest, "InvalidRequestError")]
    [InlineData(Path + "?after=", HttpStatusCode.BadRequest, "InvalidRequestError")]
    [InlineData(Path + "?after=1&after=2", HttpStatusCode.BadRequest, "InvalidRequestError")]
    public async Task A_stream_that_cannot_be_is_refused(string path, HttpStatusCode status, string tag)
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        server.Session();
        using HttpClient http = new() { BaseAddress = server.BaseUri };

        using HttpResponseMessage response = await http.GetAsync(path, Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(tag, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_event_needs_a_sequence_number_beyond_the_last_one()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        SessionEventStreams session = server.Session();
        session.Append(EventOf(5));

        Assert.Throws<ArgumentException>(() => session.Append(EventOf(5)));
        Assert.Throws<ArgumentException>(() => session.Append(SampleEvents.ServerConnected(6)));
        session.Append(EventOf(7));
    }

    private static string EventOf(int sequence) => SampleEvents.SessionTextEnded(sequence, string.Create(CultureInfo.InvariantCulture, $"Text {sequence}"));
}
