using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Responses;

/// <summary>A response that has arrived: its head, and its body or what it will be read from. Valid as long as its reader runs.</summary>
/// <param name="operation">The operation.</param>
/// <param name="message">The head; the body is not to be read from here.</param>
/// <param name="body">The body without a byte order mark; empty for one that is streamed.</param>
/// <param name="isStrict">Whether a difference from the document is an error.</param>
/// <param name="profile">The client that it is for.</param>
internal readonly struct ReceivedResponse(Operation operation, HttpResponseMessage message, ReadOnlyMemory<byte> body, bool isStrict, ClientProfile profile)
{
    public ClientProfile Profile { get; } = profile;

    public Operation Operation { get; } = operation;

    public HttpResponseMessage Message { get; } = message;

    public ReadOnlyMemory<byte> Body { get; } = body;

    public bool IsStrict { get; } = isStrict;

    /// <summary>The body that is still to be read, for a reader that streams; its reader's caller owns it.</summary>
    public Stream? Stream { get; init; }

    /// <summary>A copy that outlives the response.</summary>
    public ResponseInfo Describe() => new(Operation.Id, Message.StatusCode, ResponseHeaders.Copy(Message), ContentTypes.Of(Message), Body.ToArray());
}
