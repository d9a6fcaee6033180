namespace OpenCodeGen.Updating;

/// <summary>An update could not go on; the message is one sentence that says which step, why, and what to do. Nothing in the clone has changed.</summary>
public sealed class UpdateException : Exception
{
    /// <param name="message">One sentence.</param>
    /// <param name="cause">What was thrown.</param>
    public UpdateException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
