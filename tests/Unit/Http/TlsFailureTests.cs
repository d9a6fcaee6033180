using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using OpenCode.Core.Errors;
using OpenCode.Core.Tls;
using Xunit;

namespace OpenCode.Client.Tests.Http;

/// <summary>What is said about failures of TLS, from what is thrown. The contract tests do the same with real handshakes.</summary>
public sealed class TlsFailureTests
{
    public static TheoryData<Exception, string[]> Causes => new()
    {
        { new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: NotTimeValid, UntrustedRoot"),
            ["has expired or is not valid yet, and", "not trusted", "clock"] },
        { new AuthenticationException("The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch"),
            ["issued for another name"] },
        { new AuthenticationException("… RemoteCertificateNotAvailable"), ["shows no certificate"] },
        { new AuthenticationException("… Revoked"), ["was revoked"] },
        { new AuthenticationException("any other text, in any language"), ["does not answer in TLS"] },
        { new AuthenticationException("x", new InvalidOperationException("the platform's own")), ["handshake failed", "versions"] },
        { new IOException("end"), ["closed the connection during the handshake"] },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void Cause_is_put_into_words(Exception cause, string[] words)
    {
        var transport = new HttpRequestException(HttpRequestError.SecureConnectionError, "The SSL connection could not be established", cause);

        string message = new ApiConnectionException("thing.get", ConnectionFailureKind.Tls, "https://agents.example", transport).Message;

        Assert.StartsWith("thing.get: no secure connection to https://agents.example: ", message, StringComparison.Ordinal);
        Assert.All(words, w => Assert.Contains(w, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(X509ChainStatusFlags.PartialChain, "does not know its issuer")]
    [InlineData(X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation,
        "does not know its issuer")]
    [InlineData(X509ChainStatusFlags.NotSignatureValid, "the platform reports NotSignatureValid")]
    [InlineData(X509ChainStatusFlags.NotTimeValid, "or is not valid yet. Renew")]
    public void Problem_of_a_chain_is_put_into_words(X509ChainStatusFlags status, string words)
        => Assert.Contains(words, new CertificateProblem(SslPolicyErrors.RemoteCertificateChainErrors, status).Describe(), StringComparison.Ordinal);

    [Fact]
    public void Certificate_that_passes_passes()
        => Assert.True(new CertificateCheck(TimeProvider.System).Validate(this, null, null, SslPolicyErrors.None));
}
