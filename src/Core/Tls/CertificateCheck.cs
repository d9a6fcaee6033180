using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OpenCode.Core.Tls;

/// <summary>Accepts the certificates that the platform accepts, and says what is wrong with the others while it is still known.</summary>
internal sealed class CertificateCheck(TimeProvider timeProvider)
{
    /// <summary>The callback of a connection's handshake.</summary>
    /// <exception cref="CertificateRejectedException">The certificate does not pass. Returning false would lose the reasons.</exception>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.None) throw Reject(sender, certificate, chain, errors);
        return errors == SslPolicyErrors.None;
    }

    private CertificateRejectedException Reject(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var status = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus element in chain?.ChainStatus ?? []) status |= element.Status;
        return new CertificateRejectedException(new CertificateProblem(errors, status)
        {
            Certificate = certificate as X509Certificate2,
            Host = (sender as SslStream)?.TargetHostName,
            Now = timeProvider.GetUtcNow(),
        }.Describe());
    }
}
