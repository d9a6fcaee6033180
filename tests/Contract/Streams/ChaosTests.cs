using System.Globalization;
using OpenCode.Core.Events;
using OpenCode.Models;
using OpenCode.Testing;
using OpenCode.Testing.Events;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Streams;

/// <summary>Thousands of events over connections that are cut at random places.</summary>
public sealed class ChaosTests
{
    private const int Events = 10_000;
    private const int Seed = 20261121;

    // About the length of one event with its framing; where exactly a cut falls is chance.
    private const int EventBytes = 350;

    private static CancellationToken Cancellation => StreamClient.Cancellation;

    [Fact(Timeout = StreamClient.TestLimit)]
    public async Task Durable_stream_delivers_every_event_once_and_in_order()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        SessionEventStreams session = server.Session();
        for (int i = 1; i <= Events; i++) session.Append(SampleEvents.SessionTextEnded(i, $"text {i} é🙂"));
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, RandomCuts(new Random(Seed)));
        using OpenCodeClient client = StreamClient.Connect(proxy.BaseUri);
        EventSubscription<SessionDurableEvent> events = client.Api.Session[SampleEvents.SessionId].Event.SubscribeAsync(
            after: null, StreamClient.Impatient, Cancellation);

        long expected = 1;
        await foreach (SessionDurableEvent e in events)
        {
            SessionNextTextEnded text = Assert.IsType<SessionNextTextEnded>(e);
            Assert.Equal((expected, $"text {expected} é🙂"), (text.Durable!.Seq, text.Data.Text));
            Assert.Equal(expected, events.Position);
            if (expected++ == Events) break;
        }

        Assert.Equal(Events + 1, expected);
        Assert.InRange(proxy.Connections, Events / 50, Events);
        await session.WaitForOpenAsync(0, Cancellation);
    }

    [Fact(Timeout = StreamClient.TestLimit)]
    public async Task Live_stream_announces_every_cut_once_and_in_its_place()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, RandomCuts(new Random(Seed)));
        using OpenCodeClient client = StreamClient.Connect(proxy.BaseUri);
        using var published = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task publisher = PublishAsync(server.Events, published.Token);

        long last = 0;
        int delivered = 0;
        int connections = 0;
        int gaps = 0;
        Event? previous = null;
        await foreach (Event e in client.Event.SubscribeAsync(c => c.Stream = StreamClient.Impatient, Cancellation))
        {
            switch (e)
            {
                case EventGap gap:
                    gaps++;
                    Assert.True(gap.Gap.Since <= gap.Gap.Until);
                    break;
                case EventServerConnected:
                    connections++;
                    break;
                case EventMessagePartDelta delta:
                    long number = long.Parse(delta.Properties.Delta, CultureInfo.InvariantCulture);
                    Assert.True(number > last, $"{number} came after {last}");
                    Assert.True(number == last + 1 || previous is EventServerConnected or EventGap,
                        $"{number} came after {last} and {previous?.Type}, without a gap");
                    last = number;
                    delivered++;
                    break;
                default:
                    Assert.Fail($"{e.Type} was not sent");
                    break;
            }

            // A connection that is cut before its greeting has none, but it has its gap.
            Assert.False(e is EventServerConnected && connections > 1 && previous is not EventGap, "a connection without a gap before it");
            previous = e;
            if (delivered == Events) break;
        }

        await published.CancelAsync();
        await publisher;
        Assert.InRange(gaps, connections - 1, proxy.Connections);
        Assert.InRange(connections, Events / 50, Events);
    }

    private static Func<int, ConnectionFault> RandomCuts(Random random) => _ =>
    {
        lock (random)
        {
            long bytes = random.Next(1, 50 * EventBytes);
            return random.Next(3) switch
            {
                0 => ConnectionFault.ResetAfter(bytes),
                1 => ConnectionFault.CloseAfter(bytes),
                _ => ConnectionFault.HalfCloseAfter(bytes),
            };
        }
    };

    private static async Task PublishAsync(LiveEventStreams events, CancellationToken cancellationToken)
    {
        try
        {
            for (long number = 1; ; number++)
            {
                // One in a hundred may be published while nobody listens; others are missed because they were on their way.
                if (number % 100 != 0) await events.WaitForOpenAsync(1, cancellationToken);
                await events.PublishAsync(SampleEvents.MessagePartDelta(number, number.ToString(CultureInfo.InvariantCulture)), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has seen enough.
        }
    }
}
