namespace OpenCode.Terminals;

/// <summary>From where a terminal that exists is read.</summary>
public sealed record TerminalAttachOptions : TerminalHandleOptions
{
    /// <summary>As <see cref="Position"/>: what the program writes from now on.</summary>
    public const long End = OutputCursor.AtEnd;

    /// <summary>
    /// Where reading begins, in UTF-16 code units since the program started: 0, the default, for all that the server keeps, which is the last two million;
    /// what <see cref="Terminal.Position"/> said to go on from there; or <see cref="End"/>.
    /// </summary>
    public long Position { get; init; }

    internal override void Validate()
    {
        base.Validate();
        if (Position < End) throw new ArgumentException($"{nameof(Position)} is {Position}, but must not be negative. Use {nameof(End)} for new output only.");
    }
}
