using OpenCode.Core.Errors;

namespace OpenCode.Terminals;

/// <summary>
/// The connection broke while input was sent: the program may have got it, a part of it, or nothing. It is not sent again, as a command could then run
/// twice; what the terminal shows tells how far it came.
/// </summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">Why the connection broke.</param>
public sealed class TerminalInputException(string message, Exception? innerException = null) : ApiException(message, innerException);
