using System.Text.Json;
using System.Text.Json.Serialization;
using OpenCode.Workbench;

namespace OpenCode.Contract.Tests.Static;

/// <summary>The disagreements of pacts and spec that are known, each with its reason.</summary>
internal sealed record KnownDisagreements
{
    // A property with a typing error would explain more than it should.
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>What is left out of the spec.</summary>
    public required IReadOnlyList<ComparatorLimit> Limits { get; init; }

    /// <summary>Every known disagreement.</summary>
    public required IReadOnlyList<KnownDisagreement> Disagreements { get; init; }

    /// <summary>Reads <c>known-disagreements.json</c>.</summary>
    public static KnownDisagreements Read() => Parse(File.ReadAllText(Path.Combine(Clone.Root, "tests", "Contract", "Static", "known-disagreements.json")));

    /// <summary>Reads a list.</summary>
    public static KnownDisagreements Parse(string json)
    {
        KnownDisagreements known = JsonSerializer.Deserialize<KnownDisagreements>(json, _json)!;
        string? unreasoned = known.Limits.Where(static l => string.IsNullOrWhiteSpace(l.Reason)).Select(static l => l.Keyword)
            .Concat(known.Disagreements.Where(static d => string.IsNullOrWhiteSpace(d.Reason) == d.OnTheWire is null).Select(static d => d.ToString()))
            .FirstOrDefault();
        return unreasoned is null
            ? known
            : throw new FormatException(
                $"known-disagreements.json: '{unreasoned}' needs a reason of its own, or else the kind of a difference that is known on the wire.");
    }

    /// <summary>What is not as the list says: one line for each disagreement that it does not have, and for each that is gone.</summary>
    public IReadOnlyList<string> Judge(IReadOnlyList<Disagreement> found, IReadOnlyList<(string Interaction, int Status)> requests) =>
    [
        .. found.Where(f => !Disagreements.Any(d => d.Explains(f))).Select(static f => $"unknown: {f}"),
        .. Disagreements.SelectMany(d => Gone(d, found, requests)),
    ];

    private static IEnumerable<string> Gone(KnownDisagreement known, IReadOnlyList<Disagreement> found,
        IReadOnlyList<(string Interaction, int Status)> requests)
    {
        HashSet<string> showing = [.. found.Where(known.Explains).Select(static f => f.Interaction)];
        foreach (string pattern in known.Interactions)
        {
            string[] expected = [.. requests.Where(r => known.AppliesTo(pattern, r.Interaction, r.Status)).Select(static r => r.Interaction)];
            if (expected.Length == 0) yield return $"gone: no interaction fits '{pattern}', which should show {known}";
            foreach (string interaction in expected.Where(i => !showing.Contains(i))) yield return $"gone: '{interaction}' does not show {known}";
        }
    }
}
