namespace OpenCode.Verification.Documents;

/// <summary>A document could not be had; the message is one sentence that says from where, why, and what to do.</summary>
public sealed class DocumentException : Exception
{
    /// <param name="message">One sentence.</param>
    /// <param name="cause">What was thrown.</param>
    public DocumentException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
