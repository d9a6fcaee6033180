namespace OpenCode.Server.Terminals;

/// <summary>A piece of what a terminal has written.</summary>
/// <param name="Text">The text; empty when there is nothing there yet.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="IsComplete">Whether the terminal writes nothing more.</param>
/// <param name="Changed">Ends when there is more, or the terminal has ended.</param>
internal sealed record TerminalPiece(string Text, long Position, bool IsComplete, Task Changed)
{
    /// <summary>Where it ends.</summary>
    public long End => Position + Text.Length;
}
