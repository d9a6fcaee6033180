using System.Text;

namespace OpenCode.Server.Processes;

/// <summary>What a program said.</summary>
/// <param name="ExitCode">Its exit code; meaningless when it was ended because it wrote too much.</param>
/// <param name="Bytes">What it wrote.</param>
/// <param name="Error">What it wrote of errors.</param>
/// <param name="IsCut">Whether it wrote more than was wanted, and was ended.</param>
internal sealed record ProgramOutput(int ExitCode, ReadOnlyMemory<byte> Bytes, string Error, bool IsCut)
{
    /// <summary>Whether it did what it was asked for.</summary>
    public bool IsSuccess => ExitCode == 0 && !IsCut;

    /// <summary>What it wrote, as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>What it wrote, without white space at the end.</summary>
    public string Line => Text.TrimEnd();

    /// <summary>What it wrote, ended by a zero each. What was cut is left out.</summary>
    public IReadOnlyList<string> Items => Text.Split('\0')[..^1];
}
