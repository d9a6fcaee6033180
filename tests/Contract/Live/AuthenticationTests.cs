using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Live;

/// <summary>A server with a password.</summary>
public sealed class AuthenticationTests
{
    private const string Password = "pässwörd:with colon";

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Only_the_right_password_opens_the_server()
    {
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(
            new OpenCodeSandboxOptions { Password = Password, Git = false }, LiveServer.Cancellation);
        using OpenCodeClient right = LiveServer.Connect(sandbox, Password);
        using OpenCodeClient wrong = LiveServer.Connect(sandbox, "guess");
        using OpenCodeClient none = LiveServer.Connect(sandbox);

        Assert.NotEmpty((await right.Session.PostAsync(cancellationToken: LiveServer.Cancellation)).Id);
        Assert.Equal(sandbox.Directory, (await right.Api.Location.GetAsync(cancellationToken: LiveServer.Cancellation)).Directory);

        foreach (OpenCodeClient client in new[] { wrong, none })
        {
            var first = await Assert.ThrowsAsync<ApiAuthenticationException>(
                () => client.Session.GetAsync(cancellationToken: LiveServer.Cancellation));
            Assert.Equal((HttpStatusCode.Unauthorized, ""), (first.Status, first.RawBody));
            Assert.DoesNotContain("guess", first.ToString(), StringComparison.Ordinal);

            var second = await Assert.ThrowsAsync<ApiAuthenticationException>(
                () => client.Api.Location.GetAsync(cancellationToken: LiveServer.Cancellation));
            Assert.NotEmpty(Assert.IsType<UnauthorizedError>(second.Error).Message);

            await Assert.ThrowsAsync<ApiAuthenticationException>(async () =>
            {
                await foreach (Event any in client.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation)) Assert.Fail(any.Type);
            });
        }
    }
}
