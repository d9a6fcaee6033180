using System.Net.Sockets;
using System.Text;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.EventSources;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;
using OpenCode.Core.Transport;
using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Retrying;

/// <summary>What the platform's own handler writes, over connections in memory that read a request whole and end.</summary>
public sealed class WireTests
{
    public static TheoryData<string, bool, int> Requests
    {
        get
        {
            var requests = new TheoryData<string, bool, int>();
            foreach (string method in new[] { "GET", "HEAD", "OPTIONS", "DELETE", "PUT", "POST", "PATCH" })
            {
                foreach (bool isOwnHandler in new[] { true, false })
                {
                    requests.Add(method, isOwnHandler, 1);
                    requests.Add(method, isOwnHandler, 3);
                }
            }

            return requests;
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_is_written_as_often_as_there_are_attempts(string method, bool isOwnHandler, int attempts)
    {
        foreach (Exception? ending in new Exception?[] { null, new IOException("x", new SocketException((int)SocketError.ConnectionReset)),
            new IOException("x", new SocketException((int)SocketError.HostUnreachable)) })
        {
            var connections = new List<ReadingConnection>();
            using var http = new HttpClient(Handler(isOwnHandler, connections, ending));
            using HttpRequestSender sender = Sender(http, new() { MaxAttempts = attempts, Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero });
            bool isRepeated = method is not ("POST" or "PATCH");

            var error = await Assert.ThrowsAsync<ApiConnectionException>(
                () => sender.SendAsync(Samples.WithMethod(new HttpMethod(method)), "/thing/1", null, null, Samples.Token));

            Assert.Equal(isRepeated ? attempts : 1, connections.Sum(c => c.Requests));
            Assert.Equal(isRepeated ? attempts : 1, error.Attempts);
            Assert.Equal(ConnectionFailureKind.Reset, error.Kind);
            Assert.False(error.IsRequestUnsent);
        }
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("HEAD", false)]
    [InlineData("OPTIONS", false)]
    [InlineData("DELETE", false)]
    [InlineData("PUT", true)]
    [InlineData("POST", true)]
    [InlineData("PATCH", true)]
    public async Task Request_without_a_body_has_a_length_only_where_one_is_expected(string method, bool hasLength)
    {
        var connections = new List<ReadingConnection>();
        using var http = new HttpClient(Handler(isOwnHandler: true, connections, null));
        using HttpRequestSender sender = Sender(http, RetryOptions.None);

        // The first one goes before anybody can know whose handler it is.
        await Record.ExceptionAsync(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
        sender.Pipeline.Transport.Note(Written());
        await Record.ExceptionAsync(() => sender.SendAsync(Samples.WithMethod(new HttpMethod(method)), "/thing/1", null, null, Samples.Token));

        string text = connections[^1].Text;
        Assert.StartsWith($"{method} /thing/1 HTTP/1.1\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
        Assert.Equal(hasLength, text.Contains("Content-Length: 0\r\n", StringComparison.Ordinal));
        Assert.DoesNotContain("Transfer-Encoding", text, StringComparison.Ordinal);
        Assert.Equal(hasLength, text.Contains("Content-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_that_is_told_when_its_request_is_sent_has_no_length_either()
    {
        var connections = new List<ReadingConnection>();
        using var http = new HttpClient(Handler(isOwnHandler: true, connections, null));
        using HttpRequestSender sender = Sender(http, RetryOptions.None);
        sender.Pipeline.Transport.Note(Written());
        using var sent = new SentSignal();
        EventStreamSource<Thing> source = Samples.Source(sender);

        await Record.ExceptionAsync(() => source.OpenAsync("/event", new EventStreamLimits(null, null, null), sent, Samples.Token));

        Assert.True(sent.Asked is { IsCompletedSuccessfully: true, Result: true });
        Assert.StartsWith("GET /event HTTP/1.1\r\n", Assert.Single(connections).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-", connections[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", connections[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task Message_that_somebody_sends_again_is_written_as_before(string method)
    {
        var connections = new List<ReadingConnection>();
        using var handlers = new HttpMessageInvoker(new DecompressingHandler
        {
            InnerHandler = new RestoringHandler { InnerHandler = Handler(isOwnHandler: true, connections, null) },
        });
        using var message = new ClientMessage(new HttpMethod(method), new Uri("http://x/thing/1"));

        for (int i = 0; i < 2; i++) await Assert.ThrowsAsync<HttpRequestException>(() => handlers.SendAsync(message, Samples.Token));

        Assert.Equal(2, connections.Count);
        Assert.Equal(connections[0].Text, connections[1].Text);
        Assert.DoesNotContain("Transfer-Encoding", connections[1].Text, StringComparison.Ordinal);
        Assert.Null(message.Content);
    }

    private static ClientMessage Written()
    {
        var message = new ClientMessage(HttpMethod.Get, new Uri("http://x"));
        ClientMessage.Writing("User-Agent", message);
        return message;
    }

    private static SocketsHttpHandler Handler(bool isOwnHandler, List<ReadingConnection> connections, Exception? ending)
    {
        SocketsHttpHandler handler = isOwnHandler
            ? HttpTransport.CreateHandler(Samples.Resolve(new(), _ => null), compressed: false)
            : new SocketsHttpHandler();
        handler.ConnectCallback = (_, _) =>
        {
            var connection = new ReadingConnection(ending);
            connections.Add(connection);
            return new(connection);
        };
        return handler;
    }

    private static HttpRequestSender Sender(HttpClient http, RetryOptions retry)
        => new(Samples.Resolve(new() { HttpClient = http, Retry = retry }, _ => null));

    /// <summary>Takes what is written, and ends when it is asked for a response.</summary>
    private sealed class ReadingConnection(Exception? ending) : MemoryStream
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Text => Encoding.ASCII.GetString(ToArray());

        /// <summary>How many requests were written to it.</summary>
        public int Requests => Text.Length > 0 ? 1 : 0;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            _written.TrySetResult();
            return ValueTask.CompletedTask;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _written.Task.WaitAsync(cancellationToken);
            return ending is null ? 0 : throw ending;
        }
    }
}
