namespace OpenCode.Terminals;

/// <summary>Why a terminal is no more.</summary>
internal enum TerminalEndKind
{
    /// <summary>Its program has ended.</summary>
    Exited,

    /// <summary>It was removed, by this client or another.</summary>
    Removed,

    /// <summary>Nobody said.</summary>
    Unknown,
}

/// <summary>How a terminal has ended.</summary>
/// <param name="Kind">Why it is no more.</param>
/// <param name="ExitCode">The exit code of its program; null when it is not known.</param>
internal sealed record TerminalEnd(TerminalEndKind Kind, long? ExitCode = null)
{
    /// <summary>It was removed.</summary>
    public static TerminalEnd Removed { get; } = new(TerminalEndKind.Removed);

    /// <summary>Nobody said why.</summary>
    public static TerminalEnd Unknown { get; } = new(TerminalEndKind.Unknown);
}
