using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCode.Core.Json;
using OpenCode.Server.Events;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Storage;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Server.Tests.Events;

/// <summary>A hub with a clock that a test moves, and with small limits.</summary>
internal sealed class Hub : IAsyncDisposable
{
    public const string Folder = "/work/project";

    public Hub(IServerStore? store = null, int pending = 100, int replayed = 10, TimeProvider? clock = null)
    {
        Options = new OpenCodeEndpointOptions { MaxPendingEvents = pending, ReplayedEvents = replayed };
        Sessions = new SessionEventLog(store ?? new InMemoryStore());
        Events = new EventHub(Options, new ServerIds(Clock), Sessions, clock ?? Clock, NullLogger<EventHub>.Instance);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ManualTimeProvider Clock { get; } = new();

    public OpenCodeEndpointOptions Options { get; }

    public SessionEventLog Sessions { get; }

    public EventHub Events { get; }

    /// <summary>Publishes an event whose data is a number.</summary>
    public void Publish(int number, string? directory = Folder, string? session = null, string type = "session.next.tried")
        => Events.Publish(new ServerEvent(type, new Data($$"""{"n":{{number}}}"""), directory) { Session = session });

    public IAsyncEnumerator<EventFrame> Open(string? lastEventId = null, string directory = Folder)
        => Events.SubscribeAsync(directory, lastEventId, Cancellation).GetAsyncEnumerator(Cancellation);

    /// <summary>The next piece of a stream.</summary>
    public static async Task<Piece> NextAsync(IAsyncEnumerator<EventFrame> stream)
    {
        Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation), "The stream has ended.");
        return Piece.Of(stream.Current);
    }

    /// <summary>The numbers of the next events of a stream.</summary>
    public static async Task<int[]> NumbersAsync(IAsyncEnumerator<EventFrame> stream, int count)
    {
        var numbers = new int[count];
        for (int i = 0; i < count; i++) numbers[i] = (await NextAsync(stream)).Number;
        return numbers;
    }

    /// <summary>Whether these are the numbers of the next events of a stream.</summary>
    public static async Task HearsAsync(IAsyncEnumerator<EventFrame> stream, params int[] numbers)
        => Assert.Equal(numbers, await NumbersAsync(stream, numbers.Length));

    public ValueTask DisposeAsync() => Events.DisposeAsync();

    public static DefaultHttpContext Request(string? lastEventId = null)
    {
        DefaultHttpContext context = new();
        if (lastEventId is not null) context.Request.Headers["Last-Event-ID"] = lastEventId;
        return context;
    }

    /// <summary>JSON as it is written here.</summary>
    internal sealed record Data(string Json) : IJsonModel
    {
        public void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(Json);
    }
}

/// <summary>A piece of a stream, as a client sees it.</summary>
/// <param name="Id">The id of its <c>id</c> line; null for none.</param>
/// <param name="Text">Its data, or all of a comment.</param>
internal sealed record Piece(string? Id, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public int Number => (Json.TryGetProperty("payload", out JsonElement payload) ? payload : Json) switch
    {
        var e when e.TryGetProperty("properties", out JsonElement properties) => properties.GetProperty("n").GetInt32(),
        var e => e.GetProperty("data").GetProperty("n").GetInt32(),
    };

    public string? Type => (Json.TryGetProperty("payload", out JsonElement payload) ? payload : Json).GetProperty("type").GetString();

    public static Piece Of(EventFrame frame)
    {
        string text = Encoding.UTF8.GetString(frame.Bytes.Span);
        Assert.EndsWith("\n\n", text, StringComparison.Ordinal);
        string[] lines = text[..^2].Split('\n');
        string? id = lines[0].StartsWith("id: ", StringComparison.Ordinal) ? lines[0][4..] : null;
        string rest = Assert.Single(id is null ? lines : lines[1..]);
        return new Piece(id, rest.StartsWith("data: ", StringComparison.Ordinal) ? rest[6..] : rest);
    }
}
