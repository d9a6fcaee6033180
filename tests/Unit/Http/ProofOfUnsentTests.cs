using System.Net.Sockets;
using OpenCode.Client.Tests.Retrying;
using OpenCode.Core.Errors;
using OpenCode.Core.Requests;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Http;

/// <summary>For every error of every phase: a prompt arrives at most once, and is called unsent only when it cannot have arrived.</summary>
public sealed class ProofOfUnsentTests
{
    private static readonly HttpRequestError[] _connecting =
        [HttpRequestError.ConnectionError, HttpRequestError.NameResolutionError, HttpRequestError.ProxyTunnelError, HttpRequestError.SecureConnectionError];

    /// <summary>When a request fails, and how the failure is reported.</summary>
    public static TheoryData<string> Phases => new(Failures.Keys);

    private static Dictionary<string, Func<HttpRequestMessage, HttpRequestError, SocketException, HttpResponseMessage>> Failures { get; } = new()
    {
        ["sending"] = (_, error, socket) => throw new HttpRequestException(error, "x", socket),
        ["sending, broken"] = (_, error, socket) => throw new HttpRequestException(error, "x", new IOException("x", socket)),
        ["redirected"] = (message, error, socket) =>
        {
            message.RequestUri = new Uri("http://127.0.0.1:9/elsewhere");
            throw new HttpRequestException(error, "x", socket);
        },
        ["bare socket"] = (_, _, socket) => throw socket,
        ["bare connection"] = (_, _, socket) => throw new IOException("x", socket),
        ["body"] = (_, error, socket) => Broken(new HttpIOException(error, "x", socket)),
        ["body, of a request"] = (_, error, socket) => Broken(new HttpRequestException(error, "x", socket)),
        ["body, bare connection"] = (_, _, socket) => Broken(new IOException("x", socket)),
        ["body, bare socket"] = (_, _, socket) => Broken(socket),
    };

    [Theory]
    [MemberData(nameof(Phases))]
    public async Task Prompt_arrives_at_most_once(string phase)
    {
        var clock = new ManualTimeProvider();
        foreach (HttpRequestError error in Enum.GetValues<HttpRequestError>())
        {
            foreach (SocketError code in Enum.GetValues<SocketError>())
            {
                bool isUnsent = phase.StartsWith("sending", StringComparison.Ordinal) && _connecting.Contains(error);
                int attempts = 0;
                var stub = new StubHandler((message, _) =>
                {
                    attempts++;
                    return Task.FromResult(Failures[phase](message, error, new SocketException((int)code)));
                });
                using HttpRequestSender sender = Samples.Repeating(stub, clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

                Exception? thrown = await Record.ExceptionAsync(
                    () => sender.SendAsync(Samples.Prompt, "/thing/1", null, JsonModelContent.Create(new Thing { Name = "x" }), Samples.Token));

                var failure = Assert.IsType<ApiConnectionException>(thrown);
                string label = $"{phase}, {error}, {code}: {failure.Kind}";
                Assert.True(failure.IsRequestUnsent == isUnsent, label);
                Assert.True(attempts == (isUnsent && error != HttpRequestError.SecureConnectionError ? 3 : 1), $"{label}, {attempts} attempts");

                // What was there and broke is not called refused or unreachable, whatever code its socket had.
                bool mayBeNamed = phase is "sending" or "bare socket";
                Assert.True(mayBeNamed || isUnsent || failure.Kind is ConnectionFailureKind.Reset or ConnectionFailureKind.Protocol
                    or ConnectionFailureKind.Other, label);
            }
        }
    }

    [Fact]
    public async Task Failure_behind_a_redirect_names_the_address_it_led_to()
    {
        var stub = new StubHandler((message, _) =>
        {
            message.RequestUri = new Uri("http://user:s3cr3t@elsewhere.example:9/path?token=s3cr3t");
            throw new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused));
        });

        var error =
            await Assert.ThrowsAsync<ApiConnectionException>(() => Samples.Sender(stub).SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal("http://elsewhere.example:9", error.Address);
        Assert.Contains("elsewhere.example:9", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    private static HttpResponseMessage Broken(Exception exception)
    {
        var body = new ScriptedStream();
        body.Send("{\"name\":"u8);
        body.Break(exception);
        var response = new HttpResponseMessage { Content = new StreamContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return response;
    }
}
