namespace OpenCode.CommandLine.Help;

/// <summary>What the help says of a command beyond its description and its options.</summary>
/// <param name="Summary">What the command does, short enough for a line of the overview.</param>
/// <param name="Examples">Command lines that work, and what each does.</param>
/// <param name="ExitCodes">The exit codes that mean something of their own with this command.</param>
public sealed record CommandNote(
    string Summary, IReadOnlyList<(string CommandLine, string Does)> Examples, IReadOnlyList<(int Code, string Meaning)> ExitCodes);
