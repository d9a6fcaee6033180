using System.Net;

namespace OpenCode.Verification.Broker;

/// <summary>A Pact Broker could not be reached, refused a request, or is none. The message names the URL and the way out.</summary>
/// <param name="message">What happened.</param>
/// <param name="uri">The URL that was asked.</param>
/// <param name="status">The HTTP status; null when there was no answer.</param>
/// <param name="innerException">What caused it.</param>
public sealed class PactBrokerException(string message, Uri uri, HttpStatusCode? status = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The URL that was asked.</summary>
    public Uri Uri { get; } = uri;

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; } = status;
}
