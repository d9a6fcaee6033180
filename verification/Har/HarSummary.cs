namespace OpenCode.Verification.Har;

/// <summary>What was in a HAR file.</summary>
/// <param name="Entries">How many entries there were.</param>
/// <param name="Exchanges">How many of them were exchanges of an operation, and have been handed on.</param>
/// <param name="OtherHosts">How many went to another server, or below another path.</param>
/// <param name="OtherPaths">How many went to the server, but to no operation of the catalog: pages, scripts, operations that are too new.</param>
/// <param name="Unanswered">How many operations have no answer in the file: they failed, or the browser answered from its cache.</param>
public sealed record HarSummary(int Entries, int Exchanges, int OtherHosts, int OtherPaths, int Unanswered)
{
    /// <summary>How many of <see cref="Exchanges"/> lack the body that they must have had: it was not recorded, or only its beginning.</summary>
    public int WithoutBody { get; init; }

    /// <summary>
    /// What could not be read, a sentence each that names the place; entries that cannot be read at all are in no other count but <see cref="Entries"/>.
    /// </summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
