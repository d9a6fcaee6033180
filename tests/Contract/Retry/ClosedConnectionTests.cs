using OpenCode.Core.Errors;
using OpenCode.Core.Options;

namespace OpenCode.Contract.Tests.Retry;

/// <summary>A server that reads each request whole and closes the connection gets as many as the client says it has sent.</summary>
public sealed class ClosedConnectionTests
{
    private static readonly Dictionary<string, Func<OpenCodeClient, Task>> _requests = new()
    {
        ["GET"] = client => client.Session.GetAsync(cancellationToken: Token),
        ["DELETE"] = client => client.Session["ses_1"].DeleteAsync(cancellationToken: Token),
        ["HEAD"] = client => client.SendRawAsync(HttpMethod.Head, "/x", cancellationToken: Token),
        ["OPTIONS"] = client => client.SendRawAsync(HttpMethod.Options, "/x", cancellationToken: Token),
        ["PUT"] = client => client.SendRawAsync(HttpMethod.Put, "/x", cancellationToken: Token),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool, bool> Table
    {
        get
        {
            var table = new TheoryData<string, bool, bool>();
            foreach (string request in _requests.Keys)
            {
                foreach (bool isCallersClient in new[] { false, true })
                {
                    table.Add(request, isCallersClient, false);
                    table.Add(request, isCallersClient, true);
                }
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Request_is_read_as_often_as_there_are_attempts(string request, bool isCallersClient, bool isRepeated)
    {
        await using RawServer server = RawServer.Closing();
        using HttpClient? http = isCallersClient ? new HttpClient() : null;
        using var client = new OpenCodeClient(Options(server, http, isRepeated ? new() { Delay = TimeSpan.FromMilliseconds(1) } : RetryOptions.None));

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => _requests[request](client));

        Assert.Equal((isRepeated ? 3 : 1, isRepeated ? 3 : 1), (error.Attempts, server.Requests.Count));
        Assert.False(error.IsRequestUnsent);
        if (!isCallersClient && request != "PUT") Assert.All(server.Requests, text => Assert.DoesNotContain("Content-Length", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_stream_is_asked_for_once_for_each_connection(bool isCallersClient)
    {
        await using RawServer server = RawServer.Closing();
        using HttpClient? http = isCallersClient ? new HttpClient() : null;
        OpenCodeClientOptions options = Options(server, http, RetryOptions.None);
        options.Streams = new() { GiveUpAfter = TimeSpan.Zero };
        using var client = new OpenCodeClient(options);

        await Assert.ThrowsAsync<ApiConnectionException>(async () =>
        {
            await foreach (Models.Event _ in client.Event.SubscribeAsync(cancellationToken: Token)) break;
        });

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_that_the_server_closed_while_it_was_idle_fails_no_get(bool isCallersClient)
    {
        // Closed after each answer, at once: the client may or may not have noticed when it sends the next request.
        await using RawServer server = RawServer.ClosingAfterEachAnswer();
        using HttpClient? http = isCallersClient ? new HttpClient() : null;
        using var client = new OpenCodeClient(Options(server, http, new()));

        for (int i = 0; i < 200; i++) Assert.True((await client.SendRawAsync(HttpMethod.Get, $"/{i}", cancellationToken: Token)).IsSuccess);
    }

    private static OpenCodeClientOptions Options(RawServer server, HttpClient? http, RetryOptions retry)
        => new() { BaseUri = server.Address, Password = "", HttpClient = http, Retry = retry };
}
