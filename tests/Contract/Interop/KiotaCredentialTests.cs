using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary;
using OpenCode.Contract.Tests.Terminals;
using OpenCode.Core.Credentials;
using OpenCode.Kiota;
using OpenCode.Kiota.Authentication;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>Our credentials where Kiota wants an authentication provider.</summary>
public sealed class KiotaCredentialTests(TerminalServer server)
{
    private static readonly Uri _address = new("http://127.0.0.1:4096/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_server_lets_in_who_has_them()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        using HttpClientRequestAdapter known = new(new CredentialAuthenticationProvider(new OpenCodeCredential(TerminalServer.Password), sandbox.BaseUri));
        using HttpClientRequestAdapter stranger = new(new CredentialAuthenticationProvider(new Nobody(), sandbox.BaseUri));
        known.BaseUrl = stranger.BaseUrl = sandbox.BaseUri.ToString().TrimEnd('/');

        OpenCodeKiotaClient outside = new(stranger);
        ApiException refused = await Assert.ThrowsAnyAsync<ApiException>(() => outside.Global.Health.GetAsync(cancellationToken: Token));

        Assert.Equal(401, refused.ResponseStatusCode);
        Assert.True((await new OpenCodeKiotaClient(known).Global.Health.GetAsync(cancellationToken: Token))!.Healthy);
    }

    [Theory]
    [InlineData("http://127.0.0.1:4096/session", true)]
    [InlineData("https://127.0.0.1:4096/session", false)]
    [InlineData("http://127.0.0.1:4097/session", false)]
    [InlineData("http://elsewhere:4096/session", false)]
    public async Task Nobody_but_the_server_gets_them(string url, bool isSent)
    {
        CredentialAuthenticationProvider provider = new(ApiCredential.Bearer("s3cr3t"), _address);
        RequestInformation request = new() { HttpMethod = Method.GET, URI = new Uri(url) };

        await provider.AuthenticateRequestAsync(request, cancellationToken: Token);

        Assert.Equal(isSent ? ["Bearer s3cr3t"] : [], request.Headers.TryGetValue("Authorization", out IEnumerable<string>? values) ? values : []);
    }

    [Fact]
    public async Task A_header_of_the_caller_stays_and_a_refused_credential_is_replaced()
    {
        Rotating credentials = new();
        CredentialAuthenticationProvider provider = new(credentials, _address);
        RequestInformation own = new() { HttpMethod = Method.GET, URI = _address };
        own.Headers.Add("Authorization", "Bearer own");
        RequestInformation request = new() { HttpMethod = Method.GET, URI = _address };

        await provider.AuthenticateRequestAsync(own, cancellationToken: Token);
        await provider.AuthenticateRequestAsync(request, cancellationToken: Token);
        await provider.AuthenticateRequestAsync(request, new() { ["claims"] = "expired" }, Token);

        Assert.Equal(["Bearer own"], own.Headers["Authorization"]);
        Assert.Equal(["Bearer second"], request.Headers["Authorization"]);
        Assert.Equal([null, ApiCredential.Bearer("first")], credentials.Refused);
    }

    [Fact]
    public void An_address_without_a_host_is_refused()
        => Assert.Contains("http://127.0.0.1:4096", Assert.Throws<ArgumentException>(
            () => new CredentialAuthenticationProvider(new Nobody(), new Uri("/api", UriKind.Relative))).Message, StringComparison.Ordinal);

    private sealed class Nobody : IApiCredentialProvider
    {
        public ValueTask<ApiCredential?> GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken) => default;
    }

    private sealed class Rotating : IApiCredentialProvider
    {
        public List<ApiCredential?> Refused { get; } = [];

        public ValueTask<ApiCredential?> GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken)
        {
            Refused.Add(context.Refused);
            return new(ApiCredential.Bearer(context.Refused is null ? "first" : "second"));
        }
    }
}
