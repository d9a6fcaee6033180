using System.Text.Json.Serialization;

namespace OpenCode.Verification.Har;

/// <summary>What was in a HAR file.</summary>
/// <param name="Entries">How many entries there were.</param>
/// <param name="Exchanges">How many of them were exchanges of an operation, and have been handed on.</param>
/// <param name="OtherHosts">How many went to another server, or below another path.</param>
/// <param name="OtherPaths">How many went to the server, but to no operation of the catalog: pages, scripts, operations that are too new.</param>
/// <param name="Unanswered">How many operations have no answer in the file: they failed, or the browser answered from its cache.</param>
public sealed record HarSummary(int Entries, int Exchanges, int OtherHosts, int OtherPaths, int Unanswered)
{
    /// <summary>How many entries could not be read at all; they are in no other count but <see cref="Entries"/>.</summary>
    public int Unreadable { get; init; }

    /// <summary>How many of <see cref="Exchanges"/> lack the body that they must have had: it was not recorded, or only its beginning.</summary>
    public int WithoutBody { get; init; }

    /// <summary>How many of <see cref="Exchanges"/> have a body of which nothing says the content type; the documented one was assumed.</summary>
    public int WithoutType { get; init; }

    /// <summary>The first entries that could not be read, or whose bodies could not be.</summary>
    public IReadOnlyList<HarProblem> Problems { get; init; } = [];

    /// <summary>How many more there are than <see cref="Problems"/> tells.</summary>
    public int MoreProblems { get; init; }

    /// <summary>Where the file is cut off or damaged, as the rest of a sentence; null for nowhere. What stands before was read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Damage { get; init; }

    /// <summary>Whether everything could be read.</summary>
    [JsonIgnore]
    public bool IsWhole => Problems.Count == 0 && Damage is null;
}
