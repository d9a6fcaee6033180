namespace OpenCode.Terminals;

/// <summary>How large a terminal is, in characters.</summary>
/// <param name="Columns">Characters a line; at least 1.</param>
/// <param name="Rows">Lines; at least 1.</param>
public readonly record struct TerminalSize(int Columns, int Rows)
{
    internal void Validate(string parameterName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Columns, 1, parameterName);
        ArgumentOutOfRangeException.ThrowIfLessThan(Rows, 1, parameterName);
    }
}
