namespace OpenCode.Terminals;

/// <summary>How a client keeps to a terminal, whoever created it.</summary>
public abstract record TerminalHandleOptions
{
    private protected TerminalHandleOptions()
    {
    }

    /// <summary>The project directory on the server that the terminal belongs to: it is not found in any other. Null, the default, for the client's.</summary>
    public string? Directory { get; init; }

    /// <summary>How long the server may be unreachable before the terminal is given up (<see cref="TerminalGoneException"/>). One minute by default.</summary>
    public TimeSpan ServerGoneAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether <see cref="Terminal.DisposeAsync"/> ends the program and removes the terminal. By default it detaches: the program goes on, and
    /// <see cref="OpenCodeTerminals.AttachAsync"/> comes back to it.
    /// </summary>
    public bool RemoveOnDispose { get; init; }

    internal virtual void Validate()
    {
        if (ServerGoneAfter <= TimeSpan.Zero) throw new ArgumentException($"{nameof(ServerGoneAfter)} is {ServerGoneAfter}, but must be positive.");
        if (Directory is not null && string.IsNullOrWhiteSpace(Directory)) throw new ArgumentException($"{nameof(Directory)} is empty. Leave it null for the client's.");
    }
}
