using System.Globalization;
using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Testing;
using OpenCode.Testing.Events;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Streams;

/// <summary>Every fault of a connection against every stream.</summary>
public sealed class StreamFaultTests
{
    private static readonly string[] _streams = ["event", "global", "api", "session"];

    // What comes before the first event of any stream is shorter than its head.
    private const int InTheHead = 40;
    private const int InAnEvent = 420;

    private static readonly Dictionary<string, ConnectionFault> _faults = new()
    {
        ["every byte alone"] = ConnectionFault.SplitEvery(1),
        ["every seven bytes"] = ConnectionFault.SplitEvery(7),
        ["a late answer"] = ConnectionFault.DelayFirstByte(TimeSpan.FromMilliseconds(100)),
        ["a stalled answer"] = ConnectionFault.StallAfter(InTheHead),
        ["a stalled event"] = ConnectionFault.StallAfter(InAnEvent),
        ["a stalled request"] = ConnectionFault.StallRequestAfter(10),
        ["a reset in the head"] = ConnectionFault.ResetAfter(InTheHead),
        ["a reset in an event"] = ConnectionFault.ResetAfter(InAnEvent),
        ["a close in the head"] = ConnectionFault.CloseAfter(InTheHead),
        ["a close in an event"] = ConnectionFault.CloseAfter(InAnEvent),
        ["a half-close in an event"] = ConnectionFault.HalfCloseAfter(InAnEvent),
        ["a close at once"] = ConnectionFault.CloseAtOnce,
        ["500"] = ConnectionFault.RefuseWith(500),
        ["502"] = ConnectionFault.RefuseWith(502),
        ["503 for a moment"] = ConnectionFault.RefuseWith(503, TimeSpan.Zero),
        ["503 until a date"] = ConnectionFault.RefuseWith(503, DateTimeOffset.UnixEpoch),
        ["429"] = ConnectionFault.RefuseWith(429, TimeSpan.Zero),
        ["an HTML 502"] = ConnectionFault.None with { Answer = ProxyResponse.Html(502) },
    };

    public static TheoryData<string, string> Cases { get; } = Combine(_faults.Keys);

    public static TheoryData<string, string> LaterCases { get; } = Combine(_faults.Keys.Append("a web page"));

    private static CancellationToken Cancellation => StreamClient.Cancellation;

    [Theory(Timeout = StreamClient.TestLimit)]
    [MemberData(nameof(Cases))]
    public Task A_bad_beginning_is_survived(string stream, string fault) => SurvivesAsync(stream, n => n < 3 ? _faults[fault] : ConnectionFault.None);

    [Theory(Timeout = StreamClient.TestLimit)]
    [MemberData(nameof(LaterCases))]
    public Task A_bad_second_connection_is_survived(string stream, string fault)
        => SurvivesAsync(stream, n => n switch
        {
            0 => ConnectionFault.CloseAfter(InAnEvent + 400),
            < 3 => fault == "a web page" ? ConnectionFault.ServeHtml : _faults[fault],
            _ => ConnectionFault.None,
        });

    [Theory(Timeout = StreamClient.TestLimit)]
    [MemberData(nameof(Streams))]
    public async Task A_web_page_in_the_beginning_is_a_wrong_address(string stream)
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => ConnectionFault.ServeHtml);
        using OpenCodeClient client = StreamClient.Connect(proxy.BaseUri);

        var error = await Assert.ThrowsAsync<ApiContractException>(async () =>
        {
            await foreach (StreamItem _ in Read(client, stream)) Assert.Fail("a web page is no event");
        });

        Assert.Equal(ContractViolation.NoSuchRoute, error.Violation);
    }

    public static TheoryData<string> Streams { get; } = [.. _streams];

    [Fact(Timeout = StreamClient.TestLimit)]
    public async Task A_durable_stream_cut_at_every_single_byte_loses_nothing()
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        string[] texts = ["first", "zweites – é", "third 🙂"];
        for (int i = 0; i < texts.Length; i++) server.Session().Append(SampleEvents.SessionTextEnded(i + 1, texts[i]));
        ConnectionFault next = ConnectionFault.None;
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => Interlocked.Exchange(ref next, ConnectionFault.None));
        using OpenCodeClient client = StreamClient.Connect(proxy.BaseUri);
        Assert.Equal(texts, await ReadAsync());
        long length = proxy.BytesToClients;
        Assert.InRange(length, 900, 2000);

        for (long cutAt = 0; cutAt < length; cutAt++)
        {
            next = cutAt % 2 == 0 ? ConnectionFault.CloseAfter(cutAt) : ConnectionFault.ResetAfter(cutAt);
            Assert.Equal(texts, await ReadAsync());
        }

        async Task<List<string>> ReadAsync()
        {
            List<string> read = [];
            await foreach (SessionDurableEvent e in client.Api.Session[SampleEvents.SessionId].Event.SubscribeAsync(null, null, Cancellation))
            {
                read.Add(((SessionNextTextEnded)e).Data.Text);
                if (read.Count == texts.Length) break;
            }

            return read;
        }
    }

    private static async Task SurvivesAsync(string stream, Func<int, ConnectionFault> faultFor)
    {
        const int Wanted = 20;
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, faultFor);
        using OpenCodeClient client = StreamClient.Connect(proxy.BaseUri);
        using var published = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task publisher = PublishAsync(server, stream, published.Token);
        long last = 0;
        int delivered = 0;
        bool mayMiss = true;
        await foreach (StreamItem item in Read(client, stream))
        {
            mayMiss |= item.IsGap;
            if (item.Number is not { } number) continue;
            Assert.True(number == last + 1 || (number > last && mayMiss && stream != "session"), $"{number} came after {last}, without a gap");
            last = number;
            mayMiss = false;
            if (++delivered == Wanted) break;
        }

        Assert.Equal(Wanted, delivered);
        await published.CancelAsync();
        await publisher;
        await proxy.DisposeAsync();
    }

    private static async Task PublishAsync(EventServer server, string stream, CancellationToken cancellationToken)
    {
        try
        {
            for (long number = 1; ; number++)
            {
                string text = number.ToString(CultureInfo.InvariantCulture);
                string json = SampleEvents.MessagePartDelta(number, text);
                await (stream switch
                {
                    "event" => server.Events.PublishAsync(json, cancellationToken),
                    "global" => server.GlobalEvents.PublishAsync(SampleEvents.Global(json, "/repo"), cancellationToken),
                    "api" => server.ApiEvents.PublishAsync(SampleEvents.ApiMessagePartDelta(number, text), cancellationToken),
                    _ => AppendAsync(number, text),
                });
                await Task.Delay(TimeSpan.FromMilliseconds(2), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has seen enough.
        }

        Task AppendAsync(long number, string text)
        {
            server.Session().Append(SampleEvents.SessionTextEnded(number, text));
            return Task.CompletedTask;
        }
    }

    private static async IAsyncEnumerable<StreamItem> Read(OpenCodeClient client, string stream)
    {
        switch (stream)
        {
            case "event":
                await foreach (Event e in client.Event.SubscribeAsync(Cancellation)) yield return ItemOf(e);
                break;
            case "global":
                await foreach (GlobalEvent e in client.Global.Event.SubscribeAsync(Cancellation)) yield return ItemOf(e.Payload);
                break;
            case "api":
                await foreach (V2Event e in client.Api.Event.SubscribeAsync(Cancellation))
                    yield return new StreamItem(e is V2EventGap, (e as MessagePartDelta)?.Data.Delta);
                break;
            default:
                await foreach (SessionDurableEvent e in client.Api.Session[SampleEvents.SessionId].Event.SubscribeAsync(Cancellation))
                    yield return new StreamItem(false, ((SessionNextTextEnded)e).Data.Text);
                break;
        }
    }

    private static StreamItem ItemOf(GlobalEventPayload e) => new(e is EventGap, (e as EventMessagePartDelta)?.Properties.Delta);

    private static TheoryData<string, string> Combine(IEnumerable<string> faults)
    {
        var cases = new TheoryData<string, string>();
        foreach (string fault in faults)
        {
            foreach (string stream in _streams) cases.Add(stream, fault);
        }

        return cases;
    }

    private readonly record struct StreamItem(bool IsGap, string? Text)
    {
        public long? Number => Text is null ? null : long.Parse(Text, CultureInfo.InvariantCulture);
    }
}
