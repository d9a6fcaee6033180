using System.Net;
using System.Net.Http.Headers;
using OpenCode.Core.Errors;
using OpenCode.Testing;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>Answers of the proxy itself, as an HTTP client sees them.</summary>
public sealed class ProxyResponseTests
{
    private const int Limit = 60_000;

    private static readonly DateTimeOffset _noon = new(2031, 2, 3, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ConnectionFault, int, string, RetryConditionHeaderValue?> Answers => new()
    {
        { ConnectionFault.RefuseWith(502), 502, "application/json", null },
        { ConnectionFault.RefuseWith(503, TimeSpan.FromSeconds(1.2)), 503, "application/json", new RetryConditionHeaderValue(TimeSpan.FromSeconds(2)) },
        { ConnectionFault.RefuseWith(429, _noon), 429, "application/json", new RetryConditionHeaderValue(_noon) },
        { ConnectionFault.None with { Answer = ProxyResponse.Html(502) }, 502, "text/html", null },
        { ConnectionFault.ServeHtml, 200, "text/html", null },
        { ConnectionFault.ServeHtml with { PieceLength = 1 }, 200, "text/html", null },
    };

    [Theory(Timeout = Limit, DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Answers))]
    public async Task The_server_is_not_asked(ConnectionFault fault, int status, string contentType, RetryConditionHeaderValue? retryAfter)
    {
        await using RawServer server = new("");
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => fault);
        using HttpClient http = new() { BaseAddress = proxy.BaseUri };

        for (int request = 1; request <= 2; request++)
        {
            using StringContent body = new(new string('x', 300_000));
            using HttpResponseMessage response = await http.PostAsync("session", body, Cancellation);

            Assert.Equal((HttpStatusCode)status, response.StatusCode);
            Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(retryAfter, response.Headers.RetryAfter);
            Assert.NotEmpty(await response.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal(request, proxy.Connections);
        }

        Assert.Equal(0, server.Connections);
    }

    [Fact(Timeout = Limit)]
    public async Task An_answer_can_be_cut_too()
    {
        await using RawServer server = new("");
        await using FaultProxy proxy = await FaultProxy.StartAsync(
            server.BaseUri, static _ => ConnectionFault.RefuseWith(503) with { ResponseLimit = 12, Ending = ConnectionEnding.Reset });
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);

        (string seen, ConnectionEnding ending) = await client.ReadToEndAsync();

        Assert.Equal("HTTP/1.1 503", seen);
        Assert.Equal(ConnectionEnding.Reset, ending);
    }
}
