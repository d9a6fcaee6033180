using System.Net.Sockets;
using OpenCode.Core.Errors;
using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class ConnectionFailureTests
{
    public static TheoryData<string, Exception, ConnectionFailureKind, bool> Failures => new()
    {
        { "refused", Connection(SocketError.ConnectionRefused), ConnectionFailureKind.Refused, true },
        { "no route", Connection(SocketError.HostUnreachable), ConnectionFailureKind.Unreachable, true },
        { "name", new HttpRequestException(HttpRequestError.NameResolutionError), ConnectionFailureKind.NameResolution, true },
        { "tls", new HttpRequestException(HttpRequestError.SecureConnectionError), ConnectionFailureKind.Tls, true },
        { "proxy", new HttpRequestException(HttpRequestError.ProxyTunnelError), ConnectionFailureKind.Proxy, true },
        { "ended", new HttpRequestException(HttpRequestError.ResponseEnded), ConnectionFailureKind.Reset, false },
        { "reset", new HttpRequestException("x", Broken(SocketError.ConnectionReset)), ConnectionFailureKind.Reset, false },
        { "http", new HttpRequestException(HttpRequestError.InvalidResponse), ConnectionFailureKind.Protocol, false },
        { "unknown", new HttpRequestException("x"), ConnectionFailureKind.Other, false },
        { "cancelled by nobody", new OperationCanceledException(), ConnectionFailureKind.Other, false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_has_a_kind_and_says_what_to_check(string label, Exception failure, ConnectionFailureKind kind, bool isUnsent)
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Failing(failure), new() { BaseUri = new("http://agents.example:4096/base") });

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(kind, error.Kind);
        Assert.Equal(isUnsent, error.IsRequestUnsent);
        Assert.Equal("thing.get", error.OperationId);
        Assert.Contains("agents.example:4096", error.Message, StringComparison.Ordinal);
        Assert.Same(failure, error.InnerException);
        Assert.NotEmpty(label);
    }

    [Fact]
    public async Task Body_that_breaks_off_is_a_reset()
    {
        var body = new ScriptedStream();
        body.Send("{\"name\":"u8);
        body.Break(Broken(SocketError.ConnectionReset));

        var error = await Assert.ThrowsAsync<ApiConnectionException>(
            () => Samples.Sender(StubHandler.Streaming(body)).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(ConnectionFailureKind.Reset, error.Kind);
    }

    [Fact]
    public async Task Body_that_cannot_be_decompressed_breaks_the_contract()
    {
        var body = new ScriptedStream();
        body.Break(new InvalidDataException("bad gzip"));

        var error = await Assert.ThrowsAsync<ApiContractException>(
            () => Samples.Sender(StubHandler.Streaming(body)).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(ContractViolation.BadEncoding, error.Violation);
    }

    [Fact]
    public async Task Mistake_of_the_caller_is_not_dressed_up()
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Failing(new InvalidOperationException("a handler's own bug")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
    }

    private static IOException Broken(SocketError error) => new("broken", new SocketException((int)error));

    private static HttpRequestException Connection(SocketError error)
        => new(HttpRequestError.ConnectionError, "connection", new SocketException((int)error));
}
