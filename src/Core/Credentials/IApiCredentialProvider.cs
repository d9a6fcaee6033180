using OpenCode.Core.Options;

namespace OpenCode.Core.Credentials;

/// <summary>Tells a client which credentials to send, for passwords that change while the client lives.</summary>
/// <remarks>
/// <para>It is asked before every attempt of every request and for every connection of an event stream, by many threads at a time:
/// keep the credential, and fetch another one only when <see cref="ApiCredentialContext.Refused"/> equals the one that is kept.</para>
/// <para>After a 401 it is asked again. When it gives another credential, the request is sent once more, whatever its method, because a
/// server that refuses has not carried it out (see <see cref="RetryOptions"/>). One whose body can be sent only once fails, and the next
/// request gets the new credential.</para>
/// </remarks>
public interface IApiCredentialProvider
{
    /// <summary>Gives the credential of the next message.</summary>
    /// <param name="context">Where the message goes, and whether the last credential was refused.</param>
    /// <param name="cancellationToken">
    /// Ends with the request: when its caller cancels, a limit runs out, or the client is disposed. The request does not wait for a provider
    /// that ignores it.
    /// </param>
    /// <returns>
    /// The credential; null to send none. An exception fails the request and reaches its caller as it is.
    /// </returns>
    ValueTask<ApiCredential?> GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken);
}
