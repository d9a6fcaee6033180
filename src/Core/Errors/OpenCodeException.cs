namespace OpenCode;

/// <summary>
/// The base of everything this client throws, except for arguments that cannot work (<see cref="ArgumentException"/>), use
/// after disposal (<see cref="ObjectDisposedException"/>) and the caller's own cancellation (<see cref="OperationCanceledException"/>).
/// </summary>
/// <remarks>No exception holds credentials or the body of a request.</remarks>
public class OpenCodeException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What went wrong, and what to do about it.</param>
    /// <param name="innerException">The cause.</param>
    public OpenCodeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The operation that failed, for example <c>session.prompt</c>; empty when there was none.</summary>
    public string OperationId { get; init; } = "";
}
