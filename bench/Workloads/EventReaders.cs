using System.Net.ServerSentEvents;
using OpenCode.Models;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Reads events of a flood: with the client, and with nothing but the in-box parser.</summary>
internal sealed class EventReaders(Uri baseUri, int count) : IDisposable
{
    private readonly OpenCodeClient _client = new(new OpenCodeClientOptions { BaseUri = baseUri, Password = "" });
    private readonly HttpClient _bare = new() { BaseAddress = baseUri, Timeout = Timeout.InfiniteTimeSpan };

    public int Count => count;

    public async Task ReadAsync()
    {
        long characters = 0;
        int read = 0;
        await foreach (Event e in _client.Event.SubscribeAsync())
        {
            characters += ((EventMessagePartDelta)e).Properties.Delta.Length;
            if (++read == count) break;
        }

        Check(characters);
    }

    /// <summary>Frames the stream and looks at no byte of its data.</summary>
    public async Task ReadBareAsync()
    {
        using HttpResponseMessage response = await _bare.GetAsync("event", HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await response.Content.ReadAsStreamAsync();
        long bytes = 0;
        int read = 0;
        await foreach (SseItem<int> item in SseParser.Create(body, static (_, data) => data.Length).EnumerateAsync())
        {
            bytes += item.Data;
            if (++read == count) break;
        }

        Check(bytes);
    }

    public void Dispose()
    {
        _client.Dispose();
        _bare.Dispose();
    }

    private static void Check(long sum)
    {
        if (sum <= 0) throw new InvalidOperationException("The events are not what they should be.");
    }
}
