using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Accepted;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Versions;

namespace OpenCodeGen.Changes;

/// <summary>What differs between two documents.</summary>
public sealed record ChangeReport
{
    /// <summary>What the old document is called.</summary>
    public required string Before { get; init; }

    /// <summary>What the new one is called.</summary>
    public required string After { get; init; }

    /// <summary>What the API is called, by the new document; null where it does not say.</summary>
    public string? Title { get; init; }

    /// <summary>What changed on the wire, the gravest first, without what is accepted.</summary>
    public required IReadOnlyList<Finding> Wire { get; init; }

    /// <summary>What changed for C# callers, the gravest first, without what is accepted; null when it was not asked for, or could not be told.</summary>
    public IReadOnlyList<CallerFinding>? Callers { get; init; }

    /// <summary>Why nothing can be said of C# callers; null when something can, or nobody asked.</summary>
    public string? CallersProblem { get; init; }

    /// <summary>The version number that the next client deserves, by everything that changed, accepted or not.</summary>
    public required VersionProposal Proposal { get; init; }

    /// <summary>How many changes were accepted by the list of exceptions.</summary>
    public int Accepted { get; init; }

    /// <summary>Entries of that list that accept nothing, or whose last day is over.</summary>
    public IReadOnlyList<string> StaleExceptions { get; init; } = [];

    /// <summary>What a pact says of a change; nothing for a change that no pact notices, or when no pacts were given.</summary>
    public IReadOnlyDictionary<Finding, string> Coverage { get; init; } = new Dictionary<Finding, string>();

    /// <summary>Whether pacts were given, so that what is not in <see cref="Coverage"/> is covered by none.</summary>
    public bool HasCoverage { get; init; }

    /// <summary>The changes of one level on the wire.</summary>
    /// <param name="level">The level.</param>
    public IEnumerable<Finding> OfLevel(Level level) => Wire.Where(f => f.Rule.Level == level);

    /// <summary>Whether something is as grave as a level, on the wire or for C# callers; a warning of the compiler is a warning.</summary>
    /// <param name="level">The level.</param>
    public bool Reaches(Level level) => Wire.Any(f => f.Rule.Level >= level) || (Callers ?? []).Any(f => LevelOf(f.Rule) >= level);

    /// <summary>How grave a change is for C# callers, on the scale of the wire.</summary>
    /// <param name="rule">The rule.</param>
    public static Level LevelOf(CallerRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Source == SourceEffect.Breaking || rule.BreaksBinary ? Level.Breaking : rule.Source == SourceEffect.Warning ? Level.Warning : Level.Info;
    }
}
