using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OpenCode.Core.Tls;

/// <summary>What is wrong with the certificate of a server, in words.</summary>
/// <param name="Errors">What the handshake found.</param>
/// <param name="Status">What the chain of issuers has.</param>
internal sealed record CertificateProblem(SslPolicyErrors Errors, X509ChainStatusFlags Status)
{
    private const X509ChainStatusFlags Untrusted =
        X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.ExplicitDistrust;

    private const X509ChainStatusFlags Named = Untrusted | X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.Revoked;

    // An authority that cannot be asked about revocation is never the reason, only beside one.
    private const X509ChainStatusFlags Ignored = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    /// <summary>The certificate; null when it is not known here.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The name that the client connected to; null when it is not known here.</summary>
    public string? Host { get; init; }

    /// <summary>When the certificate was looked at.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Sentences for a message: what is wrong, and what to do about it.</summary>
    public string Describe()
    {
        var problems = new List<string>();
        var advice = new List<string>();
        if (Errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) Add("the server shows no certificate", "Check its TLS settings.");
        if (Status.HasFlag(X509ChainStatusFlags.NotTimeValid)) Add(DescribeTime(), "Renew it, and check this machine's clock.");
        if (Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            Add($"its certificate is issued for {DescribeNames()}, not for {Host ?? "the host of that address"}", "Set BaseUri to a name that the certificate has.");
        if (Status.HasFlag(X509ChainStatusFlags.Revoked)) Add("its certificate was revoked", "Replace it.");
        if (Errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && ((Status & Untrusted) != 0 || problems.Count == 0))
            Add($"its certificate is not trusted: {DescribeIssuer()}", "Let this machine trust the issuer, or set an HttpClient whose handler does.");
        return $"{string.Join(", and ", problems)}. {string.Join(' ', advice)}";

        void Add(string problem, string what)
        {
            problems.Add(problem);
            advice.Add(what);
        }
    }

    private string DescribeTime()
    {
        if (Certificate is not null && Now > Certificate.NotAfter.ToUniversalTime())
            return string.Create(CultureInfo.InvariantCulture, $"its certificate expired on {Certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC");
        if (Certificate is not null && Now < Certificate.NotBefore.ToUniversalTime())
            return string.Create(CultureInfo.InvariantCulture, $"its certificate is not valid before {Certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC");
        return "its certificate, or that of an issuer, has expired or is not valid yet";
    }

    private string DescribeNames()
    {
        if (Certificate is null) return "another name";
        foreach (X509Extension extension in Certificate.Extensions)
        {
            if (extension is X509SubjectAlternativeNameExtension names)
                return string.Join(", ", [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(a => a.ToString())]);
        }

        return $"\"{Certificate.Subject}\" without any host names";
    }

    private string DescribeIssuer()
    {
        X509ChainStatusFlags others = Status & ~(Named | Ignored);
        if (others != X509ChainStatusFlags.NoError) return $"the platform reports {others}";
        if (Certificate is null) return "this machine does not know its issuer";
        return Certificate.Subject == Certificate.Issuer ? "it is signed by itself" : $"this machine does not know its issuer \"{Certificate.Issuer}\"";
    }
}
