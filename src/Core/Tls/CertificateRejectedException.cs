using System.Security.Authentication;

namespace OpenCode.Core.Tls;

/// <summary>The certificate of a server does not pass; the message says why.</summary>
internal sealed class CertificateRejectedException(string message) : AuthenticationException(message);
