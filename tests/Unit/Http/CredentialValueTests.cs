using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class CredentialValueTests
{
    private static readonly OpenCodeCredential Old = new("old-s3cr3t");
    private static readonly OpenCodeCredential New = new("new-s3cr3t");

    [Fact]
    public void Credential_equals_by_value_and_keeps_its_password()
    {
        Assert.Equal(Old, new OpenCodeCredential("old-s3cr3t", "opencode"));
        Assert.NotEqual(Old, New);
        Assert.NotEqual(Old, new OpenCodeCredential("old-s3cr3t", "me"));
        Assert.Equal(Old.GetHashCode(), new OpenCodeCredential("old-s3cr3t").GetHashCode());
        Assert.DoesNotContain("s3cr3t", new OpenCodeCredentialContext(new("http://x"), Old).ToString(), StringComparison.Ordinal);
        Assert.Contains("opencode", Old.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new OpenCodeCredential("", "me"));
        Assert.Contains("colon", Assert.Throws<ArgumentException>(() => new OpenCodeCredential("x", "a:b")).Message, StringComparison.Ordinal);
    }
}
