using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenCode.Server.Access;
using OpenCode.Server.Http;
using Xunit;

namespace OpenCode.Server.Tests.Access;

public sealed class AccessGuardTests
{
    [Theory]
    [InlineData(null, "127.0.0.1", "localhost", null, null, 200)]
    [InlineData(null, "::1", "[::1]", null, null, 200)]
    [InlineData(null, "::ffff:127.0.0.1", "127.0.0.1", null, null, 200)]
    [InlineData(null, "10.0.0.5", "localhost", null, null, 403)]
    [InlineData(null, "127.0.0.1", "evil.example.com", null, null, 403)]
    [InlineData(null, "127.0.0.1", "localhost", "https://evil.example.com", null, 403)]
    [InlineData(null, "127.0.0.1", "localhost", "http://localhost:3000", null, 200)]
    [InlineData(null, "127.0.0.1", "localhost", "https://app.example.com", null, 200)]
    [InlineData(null, "127.0.0.1", "localhost", "null", null, 403)]
    [InlineData("secret", "10.0.0.5", "agents.example.com", null, "opencode:secret", 200)]
    [InlineData("secret", "10.0.0.5", "agents.example.com", null, "opencode:Secret", 401)]
    [InlineData("secret", "127.0.0.1", "localhost", null, null, 401)]
    [InlineData("secret", "127.0.0.1", "localhost", null, "secret", 401)]
    [InlineData("secret", "127.0.0.1", "localhost", "https://evil.example.com", "opencode:secret", 403)]
    public void A_request_is_let_in_or_not(string? password, string from, string host, string? origin, string? credentials, int status)
    {
        var options = new OpenCodeEndpointOptions { Password = password };
        options.AllowedOrigins.Add("https://app.example.com");
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Host = new HostString(host);
        if (origin is not null) context.Request.Headers.Origin = origin;
        if (credentials is not null) context.Request.Headers.Authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));
        var guard = new AccessGuard(options);

        if (status == 200) guard.Admit(context);
        else Assert.Equal(status, Assert.Throws<OperationException>(() => guard.Admit(context)).Status);
    }
}
