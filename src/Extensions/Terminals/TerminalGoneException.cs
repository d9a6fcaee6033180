using OpenCode.Core.Errors;

namespace OpenCode.Terminals;

/// <summary>
/// The server has no such terminal (any more): its program has ended, somebody removed it, or the server was restarted, which ends all terminals.
/// </summary>
public sealed class TerminalGoneException : ApiException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="terminalId">The id of the terminal.</param>
    /// <param name="exitCode">The exit code of its program; null when it is not known.</param>
    /// <param name="innerException">What the server said; null for nothing.</param>
    public TerminalGoneException(string message, string terminalId, long? exitCode = null, Exception? innerException = null)
        : base(message, innerException)
        => (TerminalId, ExitCode) = (terminalId, exitCode);

    /// <summary>The id of the terminal.</summary>
    public string TerminalId { get; }

    /// <summary>The exit code of its program; null when it is not known.</summary>
    public long? ExitCode { get; }
}
