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

    /// <summary>How many attempts were made, see <see cref="RetryOptions"/>; 1 when the request was not repeated.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>What went wrong, and what to do about it.</summary>
    public override string Message => Attempts > 1 ? $"{base.Message} ({Attempts} attempts)" : base.Message;
}
