using System.Text;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Runtime;
using Xunit;

using static OpenCode.Client.Tests.Streaming.ThingStreams;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>A server that sends too much, or without a pause, costs neither memory nor the events around it.</summary>
public sealed class LongEventTests : IDisposable
{
    private readonly ScriptedConnections _server = new();

    public void Dispose() => _server.Dispose();

    public static TheoryData<string> Shapes { get; } = ["one line", "many lines", "empty lines"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_event_beyond_the_limit_is_announced_and_the_stream_goes_on(string shape)
    {
        ScriptedStream body = _server.Connect(Event("a"));
        SendLong(body, shape);
        ScriptedConnections.Send(body, Event("b"));
        await using IAsyncEnumerator<Thing> reader = _server.Live(new() { MaxEventBytes = 1000 }).GetAsyncEnumerator(Samples.Token);

        Assert.Equal(["a", "gap EventTooLarge", "b"], await TakeAsync(reader, 3));
        Assert.Single(_server.Urls);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task It_is_announced_before_it_ends(string shape)
    {
        SendLong(_server.Connect(Event("a")), shape, ending: "");
        await using IAsyncEnumerator<Thing> reader = _server.Live(new() { MaxEventBytes = 1000 }).GetAsyncEnumerator(Samples.Token);

        Assert.Equal(["a", "gap EventTooLarge"], await TakeAsync(reader, 2));
        Assert.EndsWith(" 1", reader.Current.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_nobody_knows_ends_with_a_typed_error()
    {
        ScriptedStream body = new();
        SendLong(body, "one line");
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body, "text/event-stream"), new() { Streams = new() { MaxEventBytes = 1000 } });

        var error = await Assert.ThrowsAsync<ApiContractException>(async () =>
        {
            await foreach (Thing _ in sender.Subscribe(Samples.Watch, "/event", null, null, Samples.Token))
            {
            }
        });

        Assert.Equal(ContractViolation.TooLarge, error.Violation);
        Assert.Contains("MaxEventBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_durable_stream_goes_on_behind_it_and_does_not_ask_for_it_again()
    {
        string large = $$"""{"seq":2,"name":"{{new string('x', 2000)}}"}""";
        _server.Connect(Event("a", 1), large).End();
        _server.Connect(large, Event("b", 3));
        EventSubscription<Thing> events = _server.Durable(options: new() { MaxEventBytes = 1000 });
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        Assert.Equal(["a", "gap EventTooLarge"], await TakeAsync(reader, 2));
        Assert.Equal(("1 2 1", 2), (reader.Current.Note, events.Position));
        Assert.Equal(["b"], await TakeAsync(reader, 1));
        Assert.Equal(["/session/event", "/session/event?after=2"], _server.Urls);
    }

    [Fact]
    public async Task Its_number_may_lie_beyond_the_limit_and_it_is_announced_once_even_so()
    {
        string large = $$"""{"name":"{{new string('x', 2000)}}","seq":2}""";
        _server.Connect(Event("a", 1), large).End();
        _server.Connect(large, Event("b", 3));
        EventSubscription<Thing> events = _server.Durable(options: new() { MaxEventBytes = 1000 });
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        Assert.Equal(["a", "gap EventTooLarge", "b"], await TakeAsync(reader, 3));
        Assert.Equal(["/session/event", "/session/event?after=1"], _server.Urls);
    }

    [Fact]
    public async Task A_number_that_the_limit_cuts_is_not_taken_for_a_shorter_one()
    {
        string cut = """{"pad":"PAD","seq":123456}""".Replace("PAD", new string('x', 100 - """{"pad":"","seq":123""".Length), StringComparison.Ordinal);
        _server.Connect(Event("a", 1), cut + "\ndata: " + new string(' ', 1000), Event("b", 3));
        EventSubscription<Thing> events = _server.Durable(options: new() { MaxEventBytes = 100 });
        await using IAsyncEnumerator<Thing> reader = events.GetAsyncEnumerator(Samples.Token);

        Assert.Equal(["a", "gap EventTooLarge", "b"], await TakeAsync(reader, 3));
    }

    [Theory]
    [InlineData(": never silent\n")]
    [InlineData(":\n")]
    [InlineData("event: nothing\n\n")]
    [InlineData("data: {\"name\":\"heartbeat\"}\n\n")]
    [InlineData("data: the beginning of an event that does not end ")]
    public async Task An_event_is_delivered_while_other_bytes_come_without_a_pause(string noise)
    {
        using var source = new EndlessStream($"data: {Event("a")}\n\n", noise);
        using var stub = StubHandler.Streaming(source, "text/event-stream");
        HttpRequestSender endless = Samples.Sender(stub, null, _server.Clock, _ => Live);
        await using IAsyncEnumerator<Thing> reader
            = endless.Subscribe(Samples.Watch, "/event", null, null, CancellationToken.None).GetAsyncEnumerator(Samples.Token);

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("a", reader.Current.Name);
    }

    [Theory]
    [InlineData("data: \0\0\0\n\n")]
    [InlineData("data: \uFEFF{}\n\n")]
    [InlineData("data: [[[[[[\r\n\r\n")]
    [InlineData("data: {\"name\":1e999}\r\r")]
    [InlineData("data: {\"name\":\"\\ud800\"}\n\n")]
    [InlineData("data: 1\ndata: 2\n\n")]
    public async Task What_is_no_event_is_delivered_as_it_came(string framed)
    {
        ScriptedStream body = _server.Connect(Event("a"));
        body.Send(Encoding.UTF8.GetBytes(framed));
        body.Send([.. "data: "u8, 0xFF, 0xC3, 0x28, .. "\n\n"u8]);
        ScriptedConnections.Send(body, Event("b"));
        await using IAsyncEnumerator<Thing> reader = _server.Live().GetAsyncEnumerator(Samples.Token);

        List<string> names = await TakeAsync(reader, 4);

        Assert.Equal(["a", "unknown", "b"], [names[0], names[2], names[3]]);
        Assert.Single(_server.Urls);
    }

    private static void SendLong(ScriptedStream body, string shape, string ending = "\n\n")
    {
        body.Send(Encoding.UTF8.GetBytes(shape switch
        {
            "one line" => "data: " + new string('x', 3000),
            "many lines" => string.Concat(Enumerable.Repeat("data: x\n", 3000)),
            _ => string.Concat(Enumerable.Repeat("data:\n", 3000)),
        }));
        body.Send(Encoding.UTF8.GetBytes(ending));
    }

    private static async Task<List<string>> TakeAsync(IAsyncEnumerator<Thing> reader, int count)
    {
        var names = new List<string>();
        while (names.Count < count && await reader.MoveNextAsync()) names.Add(reader.Current.Name);
        return names;
    }

    /// <summary>Has always more to read at once.</summary>
    private sealed class EndlessStream(string beginning, string repeated) : Stream
    {
        private readonly byte[] _repeated = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, 1000)));
        private byte[]? _beginning = Encoding.UTF8.GetBytes(beginning);
        private volatile bool _isDisposed;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            byte[] piece = Interlocked.Exchange(ref _beginning, null) ?? _repeated;
            int count = Math.Min(buffer.Length, piece.Length);
            piece.AsMemory(0, count).CopyTo(buffer);
            return ValueTask.FromResult(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _isDisposed = true;
            base.Dispose(disposing);
        }
    }
}
