using OpenCode.Core.Errors;

namespace OpenCode.Contract.Tests.Retry;

/// <summary>A secure connection that fails says what is wrong.</summary>
public sealed class TlsFailureTests
{
    private static readonly Dictionary<string, Func<TlsServer>> _servers = new()
    {
        ["untrusted"] = () => TlsServer.Showing("localhost", -1, 1),
        ["expired"] = () => TlsServer.Showing("localhost", -10, -1),
        ["too early"] = () => TlsServer.Showing("localhost", 1, 10),
        ["name"] = () => TlsServer.Showing("other.example", -1, 1),
        ["plain"] = TlsServer.SpeakingPlainHttp,
        ["closing"] = TlsServer.Closing,
    };

    /// <summary>The server, and what the message says with the client's own connections and with a caller's.</summary>
    public static TheoryData<string, string[], string[]> Failures => new()
    {
        { "untrusted", ["its certificate is not trusted: it is signed by itself", "HttpClient"], ["its certificate is not trusted"] },
        { "expired", ["its certificate expired on 20", "Renew"], ["has expired or is not valid yet"] },
        { "too early", ["its certificate is not valid before 20"], ["has expired or is not valid yet"] },
        { "name", ["issued for other.example, not for localhost", "BaseUri"], ["issued for another name", "BaseUri"] },
        { "plain", ["does not answer in TLS", "http://"], ["does not answer in TLS", "http://"] },
        { "closing", ["closed the connection during the handshake"], ["closed the connection during the handshake"] },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Message_says_what_is_wrong(string failure, string[] withOwnConnections, string[] withCallersClient)
    {
        foreach (bool isCallersClient in new[] { false, true })
        {
            await using TlsServer server = _servers[failure]();
            using HttpClient? http = isCallersClient ? new HttpClient() : null;
            using var client = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = new($"https://localhost:{server.Port}"), HttpClient = http });

            var error = await Assert.ThrowsAsync<ApiConnectionException>(
                () => client.SendRawAsync(HttpMethod.Get, "/", cancellationToken: TestContext.Current.CancellationToken));

            Assert.Equal(ConnectionFailureKind.Tls, error.Kind);
            Assert.StartsWith($"GET /: no secure connection to https://localhost:{server.Port}: ", error.Message, StringComparison.Ordinal);
            Assert.All(isCallersClient ? withCallersClient : withOwnConnections, words => Assert.Contains(words, error.Message, StringComparison.Ordinal));
            Assert.Equal(1, error.Attempts);
            Assert.Equal(1, server.Connections);
        }
    }
}
