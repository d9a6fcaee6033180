using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Json;
using OpenCode.Core.Options;
using OpenCode.Streaming;
using Xunit;

using static OpenCode.Client.Tests.Streaming.ThingStreams;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>Numbers that do not rise as they should: what cannot be delivered exactly once is told in its place, and nothing is lost in silence.</summary>
public sealed class SequenceTests : IDisposable
{
    private readonly ScriptedConnections _server = new();

    public void Dispose() => _server.Dispose();

    /// <summary>Connections as numbers with names, then what is delivered, then the numbers that the connections were asked to go on after.</summary>
    public static TheoryData<string, string, string> Histories { get; } = new()
    {
        // As it should be, and what servers repeat around a reconnect.
        { "1a 2b | 3c", "a b c", "- 2" },
        { "1a 2b | 1a 2b 3c", "a b c", "- 2" },
        { "1a 2b 2b 1a 3c", "a b c", "-" },
        { "5a 900b", "a b", "-" },

        // Out of order in one connection.
        { "1a 2b 4d 3c 5e", "a b d (OutOfOrder 4 3) c e", "-" },
        { "1a 2b 4d 3c | 4d 5e", "a b d (OutOfOrder 4 3) c e", "- 3" },
        { "3c 2b 1a 4d", "c (OutOfOrder 3 2) b (OutOfOrder 2 1) a d", "-" },

        // A history that began again.
        { "7a 8b | 1x 2y 3z", "a b (SequenceReset 8 1) x y z", "- 8" },
        { "7a 8b | 7x 8y 9z", "a b (SequenceReset 8 7) x y z", "- 8" },
        { "7a 8b | 1x 2y | 3z", "a b (SequenceReset 8 1) x y z", "- 8 2" },
        { "1a 2b 3c 1x 2y 3z 4w", "a b c (DuplicateSequence 3 1) x y z w", "-" },

        // Two events with one number.
        { "1a 2b 2c 3d", "a b (DuplicateSequence 2 2) c d", "-" },
        { "1a 2b 3c 2x 4d | 4d 5e", "a b c (DuplicateSequence 3 2) x d e", "- 4" },

        // Numbers that are no places.
        { "1a 9223372036854775807b 2c 3d", "a (OutOfOrder 1 9223372036854775807) b c d", "-" },
        { "1a 9223372036854775807b | 9223372036854775807b 2c | 3d", "a (OutOfOrder 1 9223372036854775807) b c d", "- 1 2" },
        { "9223372036854775807a 1b | 2c", "(OutOfOrder - 9223372036854775807) a b c", "- 1" },
        { "1a 4000000000000b 2c | 3d", "a (OutOfOrder 1 4000000000000) b c d", "- 2" },
        { "1a 4000000000000b 4000000000001c | 4000000000002d", "a (OutOfOrder 1 4000000000000) b c d", "- 4000000000001" },

        // Events without a number: delivered, and not again after a reconnect.
        { "1a -u -v | -u -v 2b -w", "a u v b w", "- 1" },
        { "1a -u -u 2b -u | -u 3c", "a u u b u c", "- 2" },
        { "-u -v | -u -x 1a", "u v x a", "- -" },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task History(string connections, string delivered, string cursors)
    {
        string[] histories = connections.Split(" | ");
        for (int i = 0; i < histories.Length; i++)
        {
            ScriptedStream body = _server.Connect(histories[i].Split(' ').Select(Data));
            if (i < histories.Length - 1) body.End();
        }

        EventSubscription<Thing> events = _server.Durable();
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        List<string> read = [];
        int count = delivered.Replace("(OutOfOrder ", "", StringComparison.Ordinal).Replace("(SequenceReset ", "", StringComparison.Ordinal)
            .Replace("(DuplicateSequence ", "", StringComparison.Ordinal).Split(' ').Length - delivered.Count(c => c == '(');
        for (int i = 0; i < count; i++)
        {
            Assert.True(await reader.MoveNextAsync());
            string[] about = (reader.Current.Note ?? "").Split(' ');
            read.Add(reader.Current.Name.StartsWith("gap ", StringComparison.Ordinal)
                ? $"({reader.Current.Name[4..]} {(about[0].Length == 0 ? "-" : about[0])} {about[1]})"
                : reader.Current.Name);
        }

        Assert.Equal(delivered, string.Join(' ', read));
        Assert.Equal(cursors, string.Join(' ', _server.Urls.Select(url => url.Contains('=', StringComparison.Ordinal) ? url.Split('=')[1] : "-")));
    }

    [Fact]
    public async Task Position_goes_back_with_the_history()
    {
        _server.Connect(Event("a", 7), Event("x", 1));
        EventSubscription<Thing> events = _server.Durable("/session/event?after=6");
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);
        List<long?> positions = [events.Position];
        for (int i = 0; i < 3; i++)
        {
            Assert.True(await reader.MoveNextAsync());
            positions.Add(events.Position);
        }

        Assert.Equal([6, 7, 7, 1], positions);
    }

    [Fact]
    public async Task A_history_that_ends_before_the_place_asked_for_is_told()
    {
        _server.Connect(Event("a", 1), Event("b", 2));
        await using IAsyncEnumerator<Thing> reader = _server.Durable("/session/event?after=50").GetAsyncEnumerator(Samples.Token);
        List<string> names = [];
        while (names.Count < 3 && await reader.MoveNextAsync()) names.Add(reader.Current.Name);

        Assert.Equal(["gap SequenceReset", "a", "b"], names);
    }

    [Fact]
    public async Task An_event_without_a_number_is_reported()
    {
        var drifts = new List<ResponseDrift>();
        _server.Connect(Event("a", 1), Event("u"), Event("v"));
        await using IAsyncEnumerator<Thing> reader = _server.Durable(client: new() { OnDrift = drifts.Add }).GetAsyncEnumerator(Samples.Token);
        for (int i = 0; i < 3; i++) Assert.True(await reader.MoveNextAsync());

        Assert.Equal(("/seq", JsonDriftKind.MissingProperty), (Assert.Single(drifts).Pointer, drifts[0].Kind));
    }

    public static TheoryData<Exception> Thrown { get; } =
    [
        new InvalidOperationException("mine"),
        new ApiTimeoutException("thing.get", BudgetKind.Total, TimeSpan.FromSeconds(1)),
        new ApiConnectionException("thing.get", ConnectionFailureKind.Reset, "http://h", new IOException()),
    ];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Thrown))]
    public async Task What_the_receiver_of_a_drift_throws_costs_no_event_and_ends_the_stream(Exception mine)
    {
        _server.Connect(Event("a", 1), Event("u"));
        _server.Connect(Event("b", 2));
        await using IAsyncEnumerator<Thing> reader = _server.Durable(client: new() { OnDrift = _ => throw mine }).GetAsyncEnumerator(Samples.Token);

        Assert.True(await reader.MoveNextAsync());
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("u", reader.Current.Name);
        Assert.Same(mine, await Record.ExceptionAsync(async () => await reader.MoveNextAsync()));
        Assert.Single(_server.Urls);
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        var ledger = new SequenceLedger(-1);
        for (long i = 0; i < 10_000; i++) Assert.Equal(SequenceVerdict.Next, ledger.Judge(i, BitConverter.GetBytes(i)));
        Assert.Equal(SequenceVerdict.Repeated, ledger.Judge(9_000, BitConverter.GetBytes(9_000L)));
        Assert.Equal(SequenceVerdict.OutOfOrder, ledger.Judge(1, BitConverter.GetBytes(1L)));
        for (long i = 0; i < 10_000; i++) Assert.Equal(SequenceVerdict.Unnumbered, ledger.Judge(-1, BitConverter.GetBytes(i)));
        ledger.BeginConnection();
        Assert.Equal(SequenceVerdict.Repeated, ledger.Judge(-1, BitConverter.GetBytes(1L)));
        Assert.Equal(SequenceVerdict.Unnumbered, ledger.Judge(-1, BitConverter.GetBytes(9_999L)));
    }

    private static string Data(string item)
    {
        string number = item[..^1];
        return number == "-" ? Event(item[^1..]) : Event(item[^1..], long.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
    }
}
