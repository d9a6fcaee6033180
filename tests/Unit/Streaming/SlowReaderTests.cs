using OpenCode.Client.Tests.Http;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Streaming;
using Xunit;

using static OpenCode.Client.Tests.Streaming.ThingStreams;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>A reader slower than its server costs a bounded amount of memory.</summary>
public sealed class SlowReaderTests : IDisposable
{
    private readonly ScriptedConnections _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Dropped_events_are_counted_in_their_place()
    {
        ScriptedStream body = _server.Connect(Event("first"));
        EventSubscription<Thing> events = _server.Live(new() { BufferedEvents = 8, SlowReader = SlowReaderBehavior.Drop });
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        Assert.True(await reader.MoveNextAsync());
        _server.Clock.Advance(TimeSpan.FromSeconds(3));
        for (int i = 0; i < 1000; i++) ScriptedConnections.Send(body, Event($"{i}"));
        await ScriptedConnections.UntilAsync(() => body.IsDrained);

        int expected = 0;
        var notes = new List<string>();
        while (expected < 1000)
        {
            Assert.True(await reader.MoveNextAsync());
            if (reader.Current.Name == "gap Dropped")
            {
                notes.Add(reader.Current.Note!);
                expected += int.Parse(reader.Current.Note!.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
            }
            else
            {
                Assert.Equal($"{expected++}", reader.Current.Name);
            }
        }

        Assert.StartsWith("00:00 00:03 9", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 1L << 20)]
    [InlineData(3, 1L << 20)]
    [InlineData(64, 1L << 20)]
    [InlineData(1 << 20, 1)]
    [InlineData(1 << 20, 100)]
    public async Task What_waits_stays_within_the_limits(int events, long bytes)
    {
        const int Size = 10;
        byte[] data = new byte[Size];
        var buffer = new EventBuffer(events, bytes, TimeProvider.System, null);
        int added = 0;
        int taken = 0;
        int most = 0;
        Task writer = Task.Run(
            async () =>
            {
                for (; added < 20_000; added++)
                {
                    buffer.Batch.Add(data, added, -1);
                    if (buffer.IsBatchFull || added % 7 == 0) await buffer.PublishAsync(Samples.Token);
                    most = Math.Max(most, added - Volatile.Read(ref taken));
                }

                buffer.Complete(null);
            },
            Samples.Token);
        EventBatch? batch = null;
        while (!buffer.IsComplete(out _))
        {
            batch = buffer.Take(batch);
            for (int i = 0; i < batch?.Count; i++)
            {
                Assert.Equal(taken, batch[i].Sequence);
                Volatile.Write(ref taken, taken + 1);
            }

            if (batch is null) await buffer.WaitForBatchAsync();
        }

        await writer;
        Assert.Equal(20_000, taken);

        // What waits, what the reader holds and what the writer is adding, plus the one in between.
        long limit = Math.Min(events, Math.Max(2, bytes / Size));
        Assert.InRange(most, 0, limit + (limit / 2) + 2);
    }

    [Fact]
    public async Task A_long_event_passes_a_small_buffer()
    {
        string name = new('x', 10_000_000);
        _server.Connect(Event("a"), Event(name), Event("b"));
        await using IAsyncEnumerator<Thing> reader = _server.Live(new() { BufferedBytes = 1000 }).GetAsyncEnumerator(Samples.Token);

        foreach (string expected in new[] { "a", name, "b" })
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal(expected, reader.Current.Name);
        }
    }
}
