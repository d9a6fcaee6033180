using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.WireMock;
using Xunit;

namespace OpenCode.Mock.Tests.Receiving;

/// <summary>A password works as the server's own does.</summary>
public sealed class AuthenticationTests : IDisposable
{
    private readonly OpenCodeMock _mock = OpenCodeMock.Start(new OpenCodeMockOptions { Password = "s3cr3t ä", UserName = "me" });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _mock.Dispose();

    [Fact]
    public async Task A_client_of_the_mock_has_its_password()
    {
        using OpenCodeClient client = _mock.CreateClient();

        Assert.NotEmpty((await client.Global.Health.GetAsync(Cancellation)).Version);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Whoever_lacks_it_is_refused_in_the_form_of_either_API(string? password)
    {
        _mock.On(OperationCatalog.GlobalHealth).Respond(new GlobalHealthResponse { Version = "1" });
        using OpenCodeClient client = _mock.CreateClient(o => (o.Password, o.UserName) = (password ?? "", password is null ? null : "me"));

        ApiAuthenticationException first = await Assert.ThrowsAsync<ApiAuthenticationException>(() => client.Global.Health.GetAsync(Cancellation));
        ApiAuthenticationException second = await Assert.ThrowsAsync<ApiAuthenticationException>(() => client.Api.Session.GetAsync(Cancellation));
        ApiAuthenticationException third = await Assert.ThrowsAsync<ApiAuthenticationException>(async () =>
        {
            await foreach (Event _ in client.Event.SubscribeAsync(Cancellation)) Assert.Fail("A stranger got an event.");
        });

        Assert.Equal(("", null), (first.RawBody, first.ContentType));
        Assert.Equal("Authentication required", Assert.IsType<UnauthorizedError>(second.Error).Message);
        Assert.Equal(HttpStatusCode.Unauthorized, third.Status);
        Assert.Empty(_mock.UnexpectedRequests);
    }
}
