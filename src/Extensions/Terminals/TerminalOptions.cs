namespace OpenCode.Terminals;

/// <summary>What runs in a new terminal. Everything has a default: <c>new()</c> is the login shell of the server's user in the project directory.</summary>
public sealed record TerminalOptions : TerminalHandleOptions
{
    /// <summary>
    /// The program: a path on the server, or a name on its <c>PATH</c>. Null, the default, for the user's shell. Servers add <c>-l</c> to the arguments
    /// of a shell.
    /// </summary>
    public string? Command { get; init; }

    /// <summary>The arguments of <see cref="Command"/>, each by itself; none by default.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The directory on the server that the program starts in. Null, the default, for the project directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables beside those of the server's own environment; none by default. <c>TERM</c> is <c>xterm-256color</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The name that lists show. Null, the default, for one that the server makes.</summary>
    public string? Title { get; init; }

    /// <summary>The size. Null, the default, for the server's, 80 × 24.</summary>
    public TerminalSize? Size { get; init; }

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Arguments, nameof(Arguments));
        ArgumentNullException.ThrowIfNull(Environment, nameof(Environment));
        Size?.Validate(nameof(Size));
        if (Command is null && Arguments.Count > 0)
            throw new ArgumentException($"{nameof(Arguments)} is set without {nameof(Command)}. Name the program that they are for.");
    }
}
