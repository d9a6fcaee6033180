namespace OpenCode.Terminals;

/// <summary>
/// A piece of what the program in a terminal has written, control sequences included. Pieces come in order, and end anywhere but within a character.
/// </summary>
/// <param name="Text">The piece. Empty only where <paramref name="Lost"/> says that something is missing and nothing followed it yet.</param>
/// <param name="Position">Where the piece begins, in UTF-16 code units since the program started.</param>
/// <param name="Lost">
/// How many code units directly before this piece are missing, because the server keeps the last two million only; 0 nearly always.
/// </param>
public readonly record struct TerminalOutput(string Text, long Position, long Lost = 0)
{
    /// <summary>The text alone.</summary>
    public override string ToString() => Text;
}
