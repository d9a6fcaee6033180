using System.Net.ServerSentEvents;
using System.Text;
using OpenCode.Client.Tests.Http;
using OpenCode.Streaming;
using Xunit;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>Events are framed as the in-box parser frames them, whatever pieces they come in, and no event grows beyond the limit.</summary>
public sealed class EventFramerTests
{
    private const int NoLimit = int.MaxValue / 2;

    // What decides about framing, and a little that does not.
    private static readonly string[] _parts =
    [
        "data", "data:", "data: ", "data:x", ":", ": comment", "\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\r\r", " ", "\t", "event: a", "id: 1", "retry: 5",
        "dat", "dataa: y", "Data: z", "\0", "\uFEFF", "é🙂", "{\"a\":1}", "d", "a", "\u0085", "\u2028",
    ];

    [Fact]
    public async Task Any_stream_cut_anywhere_is_framed_as_by_the_inbox_parser()
    {
        var random = new Random(20261122);
        for (int round = 0; round < 800; round++)
        {
            byte[] stream = [.. Enumerable.Range(0, random.Next(1, 30)).SelectMany(_ => Encoding.UTF8.GetBytes(_parts[random.Next(_parts.Length)]))];
            if (round % 3 == 0) stream = [.. "\uFEFF"u8.ToArray().Take(random.Next(4)), .. stream];
            if (round % 5 == 0) stream[random.Next(stream.Length)] = (byte)random.Next(256);
            List<string> expected = await ParseAsync(stream);
            Assert.Equal(expected, Frame(NoLimit, [stream]));
            Assert.Equal(expected, Frame(NoLimit, stream.Select(b => new[] { b })));
            for (int cut = 1; cut < stream.Length; cut++) Assert.Equal(expected, Frame(NoLimit, [stream[..cut], stream[cut..]]));
        }
    }

    public static TheoryData<string, string[]> LongEvents { get; } = new()
    {
        { "data: 12345678\n\ndata: next\n\n", ["12345678", "next"] },
        { "data: 123456789\n\ndata: next\n\n", ["too large 12345678", "next"] },
        { "data: 123456789\r\n\r\ndata: next\r\n\r\n", ["too large 12345678", "next"] },
        { "data: 1234\ndata: 5678\ndata: 9\n\ndata: next\n\n", ["too large 1234\n567", "next"] },
        { "data: 12345678\ndata\n\ndata: next\n\n", ["too large 12345678\n", "next"] },
        { "data\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\n\ndata: next\n\n", ["too large \n\n\n\n\n\n\n\n\n", "next"] },
        { "data: 123456789 and more\nevent: x\n: comment\ndata: more\n\ndata: next\n\n", ["too large 12345678", "next"] },
        { "data: 123456789\n\ndata: 123456789\n\ndata: next\n\n", ["too large 12345678", "too large 12345678", "next"] },
        { ": a comment of any length costs nothing\nevent: so does a field\ndata: next\n\n", ["next"] },
    };

    [Theory]
    [MemberData(nameof(LongEvents))]
    public void An_event_beyond_the_limit_is_told_once_and_skipped(string stream, string[] expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(stream);
        Assert.Equal(expected, Frame(8, [bytes]));
        Assert.Equal(expected, Frame(8, bytes.Select(b => new[] { b })));
        for (int cut = 1; cut < bytes.Length; cut++) Assert.Equal(expected, Frame(8, [bytes[..cut], bytes[cut..]]));
    }

    [Theory]
    [InlineData(": ", "x")]
    [InlineData("event: ", "x")]
    [InlineData("", ":\n")]
    [InlineData("", "\n")]
    [InlineData("data: ", "x")]
    [InlineData("", "data: x\n")]
    [InlineData("", "data\n")]
    [InlineData("", "x")]
    public void What_never_ends_costs_no_more_memory_than_the_limit(string beginning, string repeated)
    {
        const int Limit = 1 << 20;
        byte[] piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, 60_000 / repeated.Length)));
        using var framer = new EventFramer(Limit);
        Feed(framer, Encoding.UTF8.GetBytes(beginning));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int told = 0;
        for (int i = 0; i < 200; i++) told += Feed(framer, piece).Count;

        // The buffers it grew by are as long as the limit, and twice that, all together; the lists of this test are small beside them.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 9 * Limit);
        Assert.Equal(beginning == "data: " || repeated.StartsWith("data", StringComparison.Ordinal) ? 1 : 0, told);
    }

    private static List<string> Frame(int limit, IEnumerable<byte[]> pieces)
    {
        using var framer = new EventFramer(limit);
        return [.. pieces.SelectMany(piece => Feed(framer, piece))];
    }

    private static List<string> Feed(EventFramer framer, byte[] piece)
    {
        piece.CopyTo(framer.Free);
        framer.Feed(piece.Length);
        List<string> found = [];
        EventFrame frame;
        while ((frame = framer.Next()) != EventFrame.None)
            found.Add((frame == EventFrame.TooLarge ? "too large " : "") + Encoding.Latin1.GetString(framer.Data));
        return found;
    }

    private static async Task<List<string>> ParseAsync(byte[] stream)
    {
        List<string> found = [];
        using var bytes = new MemoryStream(stream);
        await foreach (SseItem<string> item in SseParser.Create(bytes, static (_, data) => Encoding.Latin1.GetString(data)).EnumerateAsync(Samples.Token))
            found.Add(item.Data);
        return found;
    }
}
