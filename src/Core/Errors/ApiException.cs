using OpenCode.Core.Credentials;
using OpenCode.Core.Options;

namespace OpenCode.Core.Errors;

/// <summary>
/// The base of everything this client throws, except for arguments that cannot work (<see cref="ArgumentException"/>), use
/// after disposal (<see cref="ObjectDisposedException"/>) and the caller's own cancellation (<see cref="OperationCanceledException"/>).
/// </summary>
/// <remarks>
/// No exception holds credentials or the body of a request. Where a server sends the credential of a request back, messages, snippets and
/// <see cref="ToString"/> have <c>***</c> in its place; what is kept as it came (<see cref="ApiStatusException.RawBody"/>,
/// <see cref="ApiStatusException.Headers"/>, <see cref="Exception.InnerException"/>) is not changed.
/// </remarks>
public class ApiException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What went wrong, and what to do about it.</param>
    /// <param name="innerException">The cause.</param>
    public ApiException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The operation that failed, for example <c>session.prompt</c>; empty when there was none.</summary>
    public string OperationId { get; init; } = "";

    /// <summary>How many attempts were made, see <see cref="RetryOptions"/>; 1 when the request was not repeated.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>What went wrong, and what to do about it.</summary>
    public override string Message
    {
        get
        {
            string message = QuotesServer ? Masked(base.Message) : base.Message;
            return Attempts > 1 ? $"{message} ({Attempts} attempts)" : message;
        }
    }

    /// <summary>Hides the credential of the request; null when there is none.</summary>
    internal SecretMask? Mask { get; set; }

    /// <summary>Whether the message has words of the server's.</summary>
    private protected virtual bool QuotesServer => false;

    /// <inheritdoc/>
    public override string ToString() => Masked(base.ToString());

    /// <summary>A text of the server's without the credential of the request.</summary>
    private protected virtual string Masked(string text) => Mask?.Apply(text) ?? text;
}
