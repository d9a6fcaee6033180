namespace OpenCode.Verification;

/// <summary>A server that somebody else started could not be verified. The message is one sentence that says why.</summary>
public sealed class RunningServerException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why, and what to do about it.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public RunningServerException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
