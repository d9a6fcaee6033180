using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;

namespace OpenCode.Benchmarks.Workloads.Turns;

/// <summary>
/// Turns with nothing but <see cref="HttpClient"/>, <see cref="SseParser"/> and System.Text.Json: the shortest program that does so while nothing
/// goes wrong. It believes the events, and hangs where one is missing.
/// </summary>
internal sealed class BareTurns : ITurnSide
{
    private readonly HttpClient _http;
    private readonly string _query;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Watched? _watched;

    public BareTurns(Uri baseUri, string directory)
    {
        _http = new HttpClient { BaseAddress = baseUri, Timeout = Timeout.InfiniteTimeSpan };
        _query = $"?directory={Uri.EscapeDataString(directory)}";
        _reading = ReadEventsAsync();
    }

    public async Task<TurnTimes> RunAsync(string session, string prompt)
    {
        await _connected.Task;
        long start = Stopwatch.GetTimestamp();
        TimeSpan? first = null;
        Watched watched = new(session);
        _watched = watched;
        var body = new { parts = new[] { new { type = "text", text = prompt } } };
        using HttpResponseMessage sent = await _http.PostAsJsonAsync($"session/{session}/prompt_async{_query}", body);
        sent.EnsureSuccessStatusCode();
        await foreach (string _ in watched.Deltas.Reader.ReadAllAsync()) first ??= Stopwatch.GetElapsedTime(start);
        using JsonDocument messages = JsonDocument.Parse(await _http.GetByteArrayAsync($"session/{session}/message{_query}"));
        string text = string.Concat(messages.RootElement[messages.RootElement.GetArrayLength() - 1].GetProperty("parts").EnumerateArray()
            .Where(static p => p.GetProperty("type").ValueEquals("text")).Select(static p => p.GetProperty("text").GetString()));
        TimeSpan total = Stopwatch.GetElapsedTime(start);
        return new TurnTimes(first ?? total, total, text.Length);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task ReadEventsAsync()
    {
        using HttpResponseMessage response = await _http.GetAsync($"event{_query}", HttpCompletionOption.ResponseHeadersRead, _stop.Token);
        await using Stream body = await response.Content.ReadAsStreamAsync(_stop.Token);
        await foreach (SseItem<JsonDocument> item in SseParser.Create(body, static (_, data) => Parse(data)).EnumerateAsync(_stop.Token))
        {
            using JsonDocument document = item.Data;
            Note(document.RootElement.GetProperty("type").GetString(), document.RootElement.GetProperty("properties"));
        }
    }

    private void Note(string? type, JsonElement properties)
    {
        _connected.TrySetResult();
        if (_watched is not { } watched || type is not ("message.part.delta" or "session.idle")) return;
        if (!properties.GetProperty("sessionID").ValueEquals(watched.Session)) return;
        if (type == "session.idle") watched.Deltas.Writer.TryComplete();
        else if (properties.GetProperty("field").ValueEquals("text")) watched.Deltas.Writer.TryWrite(properties.GetProperty("delta").GetString()!);
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        return JsonDocument.ParseValue(ref reader);
    }

    private sealed record Watched(string Session)
    {
        public Channel<string> Deltas { get; } = Channel.CreateUnbounded<string>();
    }
}
