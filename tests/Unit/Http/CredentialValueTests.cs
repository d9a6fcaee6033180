using OpenCode.Core.Credentials;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class CredentialValueTests
{
    private static readonly OpenCodeCredential _old = new("old-s3cr3t");
    private static readonly OpenCodeCredential _new = new("new-s3cr3t");

    [Fact]
    public void Credential_equals_by_value_and_keeps_its_password()
    {
        Assert.Equal(_old, new OpenCodeCredential("old-s3cr3t", "opencode"));
        Assert.NotEqual(_old, _new);
        Assert.NotEqual(_old, new OpenCodeCredential("old-s3cr3t", "me"));
        Assert.Equal(_old.GetHashCode(), new OpenCodeCredential("old-s3cr3t").GetHashCode());
        Assert.DoesNotContain("s3cr3t", new ApiCredentialContext(new("http://x"), _old).ToString(), StringComparison.Ordinal);
        Assert.Contains("opencode", _old.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new OpenCodeCredential("", "me"));
        Assert.Contains("colon", Assert.Throws<ArgumentException>(() => new OpenCodeCredential("x", "a:b")).Message, StringComparison.Ordinal);
    }
}
