using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.WireMock;
using Xunit;

namespace OpenCode.Mock.Tests.Http;

/// <summary>What a client does when a server refuses the credential of its provider.</summary>
public sealed class RefusedCredentialTests : IDisposable
{
    private static readonly OpenCodeCredential _old = new("old-s3cr3t");
    private static readonly OpenCodeCredential _new = new("new-s3cr3t");

    private readonly OpenCodeMock _mock = OpenCodeMock.Start(new OpenCodeMockOptions { Password = "new-s3cr3t" });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<string?> Sent => _mock.Requests.Select(static r => r.Headers.TryGetValue("Authorization", out var value) ? value.ToString() : null);

    public void Dispose() => _mock.Dispose();

    [Fact]
    public async Task It_is_replaced_and_the_request_repeated_once()
    {
        var provider = new Rotating(_old, _new);
        using OpenCodeClient client = Client(provider);

        await client.Session.GetAsync(Cancellation);
        await client.Session.GetAsync(Cancellation);

        Assert.Equal([HeaderOf(_old), HeaderOf(_new), HeaderOf(_new)], Sent);
        Assert.Equal([null, _old, null], provider.Refusals);
    }

    [Fact]
    public async Task A_second_refusal_is_final()
    {
        var provider = new Rotating(_old, new OpenCodeCredential("other-s3cr3t"), _new);
        using OpenCodeClient client = Client(provider);

        var error = await Assert.ThrowsAsync<ApiAuthenticationException>(() => client.Session.GetAsync(Cancellation));

        Assert.Equal(2, _mock.Requests.Count);
        Assert.Equal(2, error.Attempts);
        Assert.Contains("Credentials", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_credential_is_not_sent_again()
    {
        using OpenCodeClient client = Client(new Rotating(_old));

        var error = await Assert.ThrowsAsync<ApiAuthenticationException>(() => client.Session.GetAsync(Cancellation));

        Assert.Single(_mock.Requests);
        Assert.Equal(1, error.Attempts);
    }

    [Fact]
    public async Task Whoever_repeats_nothing_does_not_repeat_this()
    {
        using OpenCodeClient client = Client(new Rotating(_old, _new), RetryOptions.None);

        await Assert.ThrowsAsync<ApiAuthenticationException>(() => client.Session.GetAsync(Cancellation));
        await client.Session.GetAsync(Cancellation);

        Assert.Equal([HeaderOf(_old), HeaderOf(_new)], Sent);
    }

    [Fact]
    public async Task An_event_stream_is_opened_with_another_one()
    {
        var provider = new Rotating(_old, _new);
        using OpenCodeClient client = Client(provider);
        await foreach (Event first in client.Event.SubscribeAsync(Cancellation))
        {
            Assert.IsType<EventServerConnected>(first);
            break;
        }

        Assert.Equal([HeaderOf(_old), HeaderOf(_new)], Sent);
        Assert.Equal([null, _old], provider.Refusals);
    }

    [Fact]
    public async Task A_provider_without_one_and_the_callers_own_header()
    {
        using OpenCodeClient none = Client(new Rotating((OpenCodeCredential?)null));
        var unasked = new Rotating(_old);
        using OpenCodeClient own = Client(unasked);

        await Assert.ThrowsAsync<ApiAuthenticationException>(() => none.Session.GetAsync(Cancellation));
        await own.Session.GetAsync(c => c.Headers["authorization"] = HeaderOf(_new), Cancellation);

        Assert.Equal([null, HeaderOf(_new)], Sent);
        Assert.Empty(unasked.Refusals);
    }

    private OpenCodeClient Client(IApiCredentialProvider provider, RetryOptions? retry = null) => _mock.CreateClient(o =>
    {
        (o.Password, o.UserName, o.Credentials) = (null, null, provider);
        o.Retry = retry ?? new RetryOptions { Delay = TimeSpan.Zero };
    });

    private static string HeaderOf(OpenCodeCredential credential)
    {
        using var message = new HttpRequestMessage();
        credential.ApplyTo(message.Headers);
        return message.Headers.Authorization!.ToString();
    }

    /// <summary>Keeps a credential until that one is refused.</summary>
    private sealed class Rotating(params OpenCodeCredential?[] credentials) : IApiCredentialProvider
    {
        private int _next;

        public List<ApiCredential?> Refusals { get; } = [];

        public ValueTask<ApiCredential?> GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken)
        {
            Refusals.Add(context.Refused);
            if (context.Refused is not null && context.Refused.Equals(credentials[_next]) && _next < credentials.Length - 1) _next++;
            return new(credentials[_next]);
        }
    }
}
