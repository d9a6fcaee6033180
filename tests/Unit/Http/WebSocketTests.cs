using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Http;

/// <summary>Opening WebSockets, with the client's credentials, limits and exceptions.</summary>
public sealed class WebSocketTests
{
    private static readonly Operation<object?> _connect = new()
    {
        Id = "thing.connect",
        Method = HttpMethod.Get,
        PathTemplate = "/thing/connect",
        Kind = OperationKind.WebSocket,
    };

    [Fact]
    public async Task A_socket_carries_texts_in_both_directions()
    {
        Connection connection = new();
        StubHandler stub = new((request, _) => Task.FromResult(Upgraded(request, connection)));
        using HttpRequestSender sender = Samples.Sender(stub, new() { Password = "secret" });

        using WebSocket socket = await sender.ConnectWebSocketAsync(_connect, "/thing/connect?x=1", null, Samples.Token);
        connection.Arrive([0x81, 2, (byte)'h', (byte)'i']);
        byte[] buffer = new byte[16];
        WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, Samples.Token);
        await socket.SendAsync("yes"u8.ToArray(), WebSocketMessageType.Text, true, Samples.Token);

        Assert.Equal("hi", Encoding.UTF8.GetString(buffer, 0, received.Count));
        Assert.Equal((0x81, 0x80 | 3), (connection.Sent[0], connection.Sent[1]));
        RecordedRequest asked = Assert.Single(stub.Requests);
        Assert.Equal("/thing/connect?x=1", asked.Uri.PathAndQuery);
        Assert.Equal(("websocket", "13"), (asked.Headers["Upgrade"], asked.Headers["Sec-WebSocket-Version"]));
        Assert.StartsWith("Basic ", asked.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_client_is_the_end_of_its_sockets()
    {
        Connection connection = new();
        HttpRequestSender sender = Samples.Sender(new((request, _) => Task.FromResult(Upgraded(request, connection))));
        using WebSocket socket = await sender.ConnectWebSocketAsync(_connect, "/thing/connect", null, Samples.Token);
        Task<WebSocketReceiveResult> receiving = socket.ReceiveAsync(new byte[16], Samples.Token);

        sender.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => receiving);
        Assert.NotEqual(WebSocketState.Open, socket.State);
        socket.Dispose();
        Assert.True(connection.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.ConnectWebSocketAsync(_connect, "/thing/connect", null, Samples.Token));
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task A_response_to_another_handshake_opens_nothing(string? accept)
    {
        Connection connection = new();
        using HttpRequestSender sender = Samples.Sender(new((_, _) => Task.FromResult(Upgraded(accept, connection))));

        var thrown = await Assert.ThrowsAsync<ApiContractException>(() => sender.ConnectWebSocketAsync(_connect, "/thing/connect", null, Samples.Token));

        Assert.Equal((ContractViolation.NotAWebSocket, HttpStatusCode.SwitchingProtocols), (thrown.Violation, thrown.Status));
        Assert.True(connection.IsDisposed);
    }

    [Fact]
    public async Task A_handler_that_hands_on_half_a_connection_is_named_as_no_socket()
    {
        Connection connection = new();
        StubHandler stub = new((request, _) =>
        {
            HttpResponseMessage response = Upgraded(request, connection);
            response.Content = new StreamContent(connection);
            return Task.FromResult(response);
        });
        using HttpRequestSender sender = Samples.Sender(stub);

        var thrown = await Assert.ThrowsAsync<ApiContractException>(() => sender.ConnectWebSocketAsync(_connect, "/thing/connect", null, Samples.Token));

        Assert.Equal(ContractViolation.NotAWebSocket, thrown.Violation);
    }

    [Theory]
    [InlineData("application/json", ContractViolation.NotAWebSocket)]
    [InlineData("text/html", ContractViolation.NoSuchRoute)]
    public async Task A_success_that_is_no_socket_says_so(string contentType, ContractViolation violation)
    {
        using HttpRequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, "{}", contentType));

        var thrown = await Assert.ThrowsAsync<ApiContractException>(() => sender.ConnectWebSocketAsync(_connect, "/thing/connect", null, Samples.Token));

        Assert.Equal(violation, thrown.Violation);
    }

    [Fact]
    public async Task A_refusal_is_the_exception_of_its_status_and_tells_no_secret()
    {
        using HttpRequestSender sender = Samples.Sender(
            StubHandler.Answering(HttpStatusCode.Unauthorized, """{"message":"not secret!"}"""), new() { Password = "secret" });

        var thrown = await Assert.ThrowsAsync<ApiAuthenticationException>(() => sender.ConnectWebSocketAsync(_connect, "/thing/connect", null, Samples.Token));

        Assert.DoesNotContain("secret", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_nobody_responds_to_ends_at_its_limit()
    {
        ManualTimeProvider clock = new();
        using HttpRequestSender sender = Samples.Sender(StubHandler.Silent(), clock: clock);
        Task<WebSocket> connecting = sender.ConnectWebSocketAsync(
            _connect, "/thing/connect", new() { Budgets = new() { ResponseHeaders = TimeSpan.FromSeconds(10) } }, Samples.Token);

        clock.Advance(TimeSpan.FromSeconds(10));

        var thrown = await Assert.ThrowsAsync<ApiTimeoutException>(() => connecting);
        Assert.Equal((BudgetKind.ResponseHeaders, TimeSpan.FromSeconds(10)), (thrown.Budget, thrown.Limit));
    }

    [Fact]
    public async Task A_handshake_can_be_cancelled()
    {
        using CancellationTokenSource stop = new();
        using HttpRequestSender sender = Samples.Sender(StubHandler.Silent());
        Task<WebSocket> connecting = sender.ConnectWebSocketAsync(_connect, "/thing/connect", null, stop.Token);

        await stop.CancelAsync();

        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting)).CancellationToken);
    }

    [Fact]
    public async Task Once_it_is_open_no_limit_of_the_client_ends_it()
    {
        ManualTimeProvider clock = new();
        Connection connection = new();
        using HttpRequestSender sender = Samples.Sender(
            new((request, _) => Task.FromResult(Upgraded(request, connection))),
            new() { Budgets = new() { Total = TimeSpan.FromSeconds(5), IdleBetweenBytes = TimeSpan.FromSeconds(1) } },
            clock);
        using WebSocket socket = await sender.ConnectWebSocketAsync(_connect, "/thing/connect", null, Samples.Token);
        Task<WebSocketReceiveResult> receiving = socket.ReceiveAsync(new byte[16], Samples.Token);

        clock.Advance(TimeSpan.FromHours(1));
        connection.Arrive([0x81, 1, (byte)'x']);

        Assert.Equal(1, (await receiving).Count);
    }

    private static HttpResponseMessage Upgraded(HttpRequestMessage request, Connection connection)
    {
        string key = request.Headers.NonValidated["Sec-WebSocket-Key"].ToString();
#pragma warning disable CA5350 // As the protocol prescribes.
        return Upgraded(Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))), connection);
#pragma warning restore CA5350
    }

    private static HttpResponseMessage Upgraded(string? accept, Connection connection)
    {
        HttpResponseMessage response = new(HttpStatusCode.SwitchingProtocols) { Content = new ConnectionContent(connection) };
        response.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        response.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        if (accept is not null) response.Headers.TryAddWithoutValidation("Sec-WebSocket-Accept", accept);
        return response;
    }

    /// <summary>A body that can be written to, as that of an upgraded connection.</summary>
    private sealed class ConnectionContent(Connection connection) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(connection);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A connection whose other end is the test.</summary>
    private sealed class Connection : Stream
    {
        private readonly Channel<byte[]> _arrived = Channel.CreateUnbounded<byte[]>();
        private ReadOnlyMemory<byte> _rest;

        public List<byte> Sent { get; } = [];

        public bool IsDisposed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Arrive(byte[] bytes) => _arrived.Writer.TryWrite(bytes);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.IsEmpty) return 0;
            if (_rest.IsEmpty) _rest = await _arrived.Reader.ReadAsync(cancellationToken);
            int count = Math.Min(_rest.Length, buffer.Length);
            _rest[..count].CopyTo(buffer);
            _rest = _rest[count..];
            return count;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Sent.AddRange(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
