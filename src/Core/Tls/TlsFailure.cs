using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace OpenCode.Core.Tls;

/// <summary>Says why TLS failed, from what the transport throws.</summary>
internal static class TlsFailure
{
    private static readonly X509ChainStatusFlags[] _knownStatus =
    [
        X509ChainStatusFlags.NotTimeValid, X509ChainStatusFlags.UntrustedRoot, X509ChainStatusFlags.PartialChain,
        X509ChainStatusFlags.ExplicitDistrust, X509ChainStatusFlags.Revoked,
    ];

    /// <summary>Sentences that go on from a colon.</summary>
    public static string Describe(Exception? exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case CertificateRejectedException:
                    return cause.Message;
                case AuthenticationException when FindProblem(cause.Message) is { } problem:
                    return problem.Describe();

                // Without a cause of its own, it was the first bytes that made no sense.
                case AuthenticationException { InnerException: null }:
                    return "the server does not answer in TLS. Check whether it speaks plain http, and then write http:// in BaseUri.";
                case AuthenticationException:
                    return "the handshake failed. Check which versions of TLS and which ciphers the server offers, and whether it wants a client certificate.";
                default:
                    break;
            }
        }

        return exception is null or HttpRequestException { InnerException: null }
            ? "the handshake failed. Check the certificate, and whether the server speaks https at all."
            : "the server closed the connection during the handshake. Check whether it speaks https at all, and its log.";
    }

    // The handler of a caller's own client leaves no other trace than a text, which names members of two enumerations.
    private static CertificateProblem? FindProblem(string message)
    {
        var errors = SslPolicyErrors.None;
        foreach (SslPolicyErrors error in Enum.GetValues<SslPolicyErrors>())
        {
            if (error != SslPolicyErrors.None && message.Contains(error.ToString(), StringComparison.Ordinal)) errors |= error;
        }

        var status = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatusFlags flag in _knownStatus)
        {
            if (message.Contains(flag.ToString(), StringComparison.Ordinal)) status |= flag;
        }

        if (status != X509ChainStatusFlags.NoError) errors |= SslPolicyErrors.RemoteCertificateChainErrors;
        return errors == SslPolicyErrors.None ? null : new CertificateProblem(errors, status);
    }
}
