namespace OpenCode.Core.Credentials;

/// <summary>What a client asks a credential for.</summary>
/// <param name="BaseUri">The server's address. The credential is sent there and nowhere else.</param>
/// <param name="Refused">
/// The credential that the server refused with 401; null when the last one was accepted or none has been tried. Another
/// request may have fetched a new one meanwhile: compare it with the one that is kept before fetching yet another.
/// </param>
public readonly record struct ApiCredentialContext(Uri BaseUri, ApiCredential? Refused);
