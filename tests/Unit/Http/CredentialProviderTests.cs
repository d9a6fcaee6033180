using System.Net;
using System.Text;
using OpenCode.Client.Tests.Retrying;
using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;
using OpenCode.Core.Responses;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class CredentialProviderTests
{
    private static readonly OpenCodeCredential _old = new("old-s3cr3t");
    private static readonly OpenCodeCredential _new = new("new-s3cr3t");

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Provider_is_asked_for_every_attempt()
    {
        var provider = new Rotating(_old);
        var server = new ScriptedServer(_clock, ScriptedServer.Reset, ScriptedServer.Success);
        using HttpRequestSender sender = Sender(server.Handler, provider);

        await sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal([null, null], provider.Refusals);
        Assert.All(server.Handler.Requests, r => Assert.Equal(HeaderOf("opencode:old-s3cr3t"), r.Headers["Authorization"]));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task Refused_request_was_not_carried_out_so_any_method_is_repeated(string method)
    {
        StubHandler stub = Accepting(_new);
        using HttpRequestSender sender = Sender(stub, new Rotating(_old, _new));
        JsonModelContent? body = method == "GET" ? null : JsonModelContent.Create(new Thing { Name = "two" });

        await sender.SendAsync(Samples.WithMethod(new HttpMethod(method)), "/thing/1", null, body, Samples.Token);

        Assert.Equal([_old.Authorization, _new.Authorization], Sent(stub));
        Assert.Single(stub.Requests.Select(r => r.Body).Distinct());
    }

    [Fact]
    public async Task Request_that_cannot_be_sent_twice_leaves_word_for_the_next_one()
    {
        var provider = new Rotating(_old, _new);
        StubHandler stub = Accepting(_new);
        using HttpRequestSender sender = Sender(stub, provider);
        using var once = new StreamContent(new MemoryStream([1]));

        await Assert.ThrowsAsync<ApiAuthenticationException>(() => sender.SendAsync(Samples.Prompt, "/thing/1", null, once, Samples.Token));
        await sender.SendAsync(Samples.Prompt, "/thing/1", null, null, Samples.Token);

        Assert.Equal([_old.Authorization, _new.Authorization], Sent(stub));
    }

    [Fact]
    public async Task What_the_provider_throws_reaches_the_caller_and_is_not_repeated()
    {
        foreach (Exception failure in new Exception[] { new HttpRequestException("vault"), new OperationCanceledException(),
            new ApiConnectionException("vault", ConnectionFailureKind.Refused, "x") })
        {
            var provider = new Failing(failure);
            StubHandler stub = Accepting(_new);
            using HttpRequestSender sender = Sender(stub, provider);

            Assert.Same(failure, await Record.ExceptionAsync(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token)));
            Assert.Equal(1, provider.Asked);
            Assert.Empty(stub.Requests);
        }
    }

    [Fact]
    public async Task What_the_provider_throws_while_it_looks_for_another_one_does_too()
    {
        var failure = new InvalidOperationException("vault");
        using HttpRequestSender sender = Sender(Accepting(_new), new Failing(failure, _old));

        Assert.Same(failure, await Record.ExceptionAsync(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token)));
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public async Task Provider_that_takes_too_long_is_under_the_limits()
    {
        using var source = new CancellationTokenSource();
        using HttpRequestSender sender = Sender(Accepting(_new), new Silent());

        Task slow = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        _clock.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(BudgetKind.ResponseHeaders, (await Assert.ThrowsAsync<ApiTimeoutException>(() => slow)).Budget);

        Task cancelled = sender.SendAsync(Samples.Get, "/thing/1", null, null, source.Token);
        await source.CancelAsync();
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled)).CancellationToken);
    }

    [Fact]
    public async Task Search_for_another_credential_is_under_the_limits_too()
    {
        using var source = new CancellationTokenSource();
        using HttpRequestSender sender = Sender(Accepting(_new), new Silent(_old));

        Task cancelled = sender.SendAsync(Samples.Get, "/thing/1", null, null, source.Token);
        await source.CancelAsync();
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled)).CancellationToken);

        Task slow = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        _clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(BudgetKind.ResponseHeaders, (await Assert.ThrowsAsync<ApiTimeoutException>(() => slow)).Budget);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Provider_that_ignores_its_token_outlasts_no_limit(bool isSearch)
    {
        using var source = new CancellationTokenSource();
        using HttpRequestSender sender = Sender(Accepting(_new), new Silent(isSearch ? _old : null) { IgnoresToken = true });

        Task total = sender.SendAsync(Samples.Get, "/thing/1", new() { Budgets = new() { Total = TimeSpan.FromSeconds(5) } }, null, Samples.Token);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(BudgetKind.Total, (await Assert.ThrowsAsync<ApiTimeoutException>(() => total)).Budget);

        Task cancelled = sender.SendAsync(Samples.Get, "/thing/1", null, null, source.Token);
        await source.CancelAsync();
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled)).CancellationToken);

        Task disposed = sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        sender.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => disposed);
    }

    [Theory]
    [InlineData("password", null, "Password")]
    [InlineData(null, "user", "UserName")]
    public void Provider_and_password_exclude_each_other(string? password, string? userName, string word)
    {
        var error = Assert.Throws<ArgumentException>(
            () => Samples.Resolve(new() { Credentials = new Rotating(_old), Password = password, UserName = userName }, _ => null));

        Assert.Contains($"Credentials is set together with {word}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_does_not_count_beside_a_provider()
        => Assert.Null(Samples.Resolve(new() { BaseUri = new("http://server"), Credentials = new Rotating(_old) }, _ => "secret").Authorization);

    private HttpRequestSender Sender(StubHandler stub, IApiCredentialProvider provider, RetryOptions? retry = null)
        => Samples.Repeating(stub, _clock, new() { Credentials = provider, Retry = retry ?? new() { Delay = TimeSpan.Zero } });

    private static StubHandler Accepting(OpenCodeCredential accepted) => new((message, _) => Task.FromResult(
        message.Headers.Authorization?.ToString() == accepted.Authorization
            ? ScriptedServer.Success()
            : StubHandler.Response(HttpStatusCode.Unauthorized, null, null)));

    private static IEnumerable<string> Sent(StubHandler stub) => stub.Requests.Select(r => r.Headers["Authorization"]);

    private static string HeaderOf(string text) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

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

    private sealed class Failing(Exception exception, OpenCodeCredential? first = null) : IApiCredentialProvider
    {
        public int Asked { get; private set; }

        public ValueTask<ApiCredential?> GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken)
            => ++Asked == 1 && first is not null ? new(first) : throw exception;
    }

    private sealed class Silent(ApiCredential? first = null) : IApiCredentialProvider
    {
        public bool IgnoresToken { get; init; }

        public async ValueTask<ApiCredential?> GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken)
        {
            if (context.Refused is null && first is not null) return first;
            await Task.Delay(Timeout.InfiniteTimeSpan, IgnoresToken ? CancellationToken.None : cancellationToken);
            return null;
        }
    }
}
