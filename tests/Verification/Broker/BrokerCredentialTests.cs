using OpenCode.Verification;
using OpenCode.Verification.Broker;
using Xunit;

namespace OpenCode.Verification.Tests.Broker;

/// <summary>Credentials come from the environment, unambiguously, and are never shown.</summary>
public sealed class BrokerCredentialTests
{
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("", " ", "", null)]
    [InlineData("hunter2", null, null, "Bearer")]
    [InlineData("hunter2\r\n", null, null, "Bearer")]
    [InlineData(null, "me", "hunter2", "Basic")]
    public void The_environment_says_who_asks(string? token, string? userName, string? password, string? scheme)
    {
        BrokerCredential? credential = Read(token, userName, password);

        Assert.Equal(scheme is null ? null : $"{scheme} (hidden)", credential?.ToString());
    }

    [Theory]
    [InlineData("hunter2", "me", "hunter2")]
    [InlineData("hunter2", null, "hunter2")]
    [InlineData("hunter2\nX-Admin: 1", null, null)]
    [InlineData("hunter2€", null, null)]
    [InlineData(null, "me", null)]
    [InlineData(null, null, "hunter2")]
    [InlineData(null, "m:e", "hunter2")]
    public void An_environment_that_leaves_it_open_is_refused_without_showing_it(string? token, string? userName, string? password)
    {
        var refused = Assert.Throws<FormatException>(() => Read(token, userName, password));

        Assert.Contains("PACT_BROKER_", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_with_a_password_is_refused_without_showing_it()
    {
        var refused = Assert.Throws<ArgumentException>(() => new PactBroker(new PactBrokerOptions { BaseUri = new Uri("http://me:hunter2@host/") }));

        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    private static BrokerCredential? Read(string? token, string? userName, string? password) => BrokerCredential.FromEnvironment(name => name switch
    {
        BrokerCredential.TokenVariable => token,
        BrokerCredential.UserNameVariable => userName,
        BrokerCredential.PasswordVariable => password,
        _ => null,
    });
}
