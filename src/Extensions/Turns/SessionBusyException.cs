namespace OpenCode.Turns;

/// <summary>A prompt was refused because its session works on another one; see <see cref="TurnOrder.Refuse"/>.</summary>
public sealed class SessionBusyException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public SessionBusyException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and the way out.</param>
    public SessionBusyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and the way out.</param>
    /// <param name="innerException">What caused it.</param>
    public SessionBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
