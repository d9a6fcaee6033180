using OpenCode.Core.Options;

namespace OpenCode.Core.Errors;

/// <summary>How a response breaks the contract of its operation.</summary>
public enum ContractViolation
{
    /// <summary>The server has no such route and responded with its web page.</summary>
    NoSuchRoute,

    /// <summary>The body has another content type than the operation documents.</summary>
    UnexpectedContentType,

    /// <summary>There is no body where the operation documents one.</summary>
    EmptyBody,

    /// <summary>The body is not JSON.</summary>
    MalformedJson,

    /// <summary>The JSON differs from its declared shape, and decoding is strict.</summary>
    Drift,

    /// <summary>The body is longer than <see cref="Options.ApiClientOptions.MaxResponseBytes"/>.</summary>
    TooLarge,

    /// <summary>The body is compressed or encoded in a way that is not undone.</summary>
    BadEncoding,

    /// <summary>The server did not change to the WebSocket protocol when it was asked to.</summary>
    NotAWebSocket,
}
