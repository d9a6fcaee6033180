using System.Text.Json;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Conformance;

/// <summary>The places where a release is known to differ from its spec, each with its reason.</summary>
public sealed class KnownDifferences
{
    private static readonly Lazy<KnownDifferences> _unrepaired = new(ReadEmbedded);
    private static readonly Lazy<KnownDifferences> _pinned = new(static () => new(Unrepaired.Release, [.. Unrepaired.All, .. RepairOverlay.OfPinnedRelease]));

    private KnownDifferences(string release, IReadOnlyList<KnownDifference> all) => (Release, All) = (release, all);

    /// <summary>None.</summary>
    public static KnownDifferences None { get; } = new("", []);

    /// <summary>
    /// Those of the release that the client was generated from: <c>verification/Conformance/known-differences.json</c>, and what the overlays in
    /// <c>spec/repairs</c> repair, which only a judge by the schemas of the released document sees.
    /// </summary>
    public static KnownDifferences OfPinnedRelease => _pinned.Value;

    /// <summary>Only what is not repaired: <c>verification/Conformance/known-differences.json</c>.</summary>
    internal static KnownDifferences Unrepaired => _unrepaired.Value;

    /// <summary>Only what the overlays in <c>spec/repairs</c> repair.</summary>
    internal static KnownDifferences Repaired { get; } = new(Unrepaired.Release, RepairOverlay.OfPinnedRelease);

    /// <summary>The release they were seen with.</summary>
    public string Release { get; }

    /// <summary>Every one of them, in the order of the file.</summary>
    public IReadOnlyList<KnownDifference> All { get; }

    /// <summary>Reads a list.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="FormatException">The text is no such list; the message says where.</exception>
    public static KnownDifferences Parse(ReadOnlySpan<byte> utf8, string name)
    {
        KnownDifferencesFile file;
        try
        {
            file = JsonSerializer.Deserialize(utf8, KnownDifferencesJson.Default.KnownDifferencesFile)
                ?? throw new FormatException($"{name} is null; it must be an object with 'release' and 'differences'.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name}: {e.Message}", e);
        }

        foreach (KnownDifference difference in file.Differences)
        {
            if (!DriftKinds.All.Contains(difference.Kind))
                throw new FormatException($"{name}: {difference}: there is no kind '{difference.Kind}'; the kinds are {string.Join(", ", DriftKinds.All)}.");
            if (difference.SeenBy == TrafficJudge.Both) throw new FormatException($"{name}: {difference}: leave out 'seenBy' for what both judges see.");
            if (difference.Shows == Showing.Provoked) throw new FormatException($"{name}: {difference}: 'Provoked' is for repairs; write Always or Sometimes.");
            if (string.IsNullOrWhiteSpace(difference.Reason)) throw new FormatException($"{name}: {difference}: give a reason.");
        }

        return new KnownDifferences(file.Release, file.Differences);
    }

    /// <summary>The drifts of one answer or event, with the reason where they are known.</summary>
    /// <param name="drifts">All its drifts: some are known only beside others.</param>
    public IReadOnlyList<Drift> Mark(IReadOnlyList<Drift> drifts) => Mark(drifts, hasBody: true);

    /// <param name="drifts">All the drifts.</param>
    /// <param name="hasBody">Whether the body was there to be looked at.</param>
    internal IReadOnlyList<Drift> Mark(IReadOnlyList<Drift> drifts, bool hasBody)
    {
        ArgumentNullException.ThrowIfNull(drifts);
        return [.. drifts.Select(d => Find(d, drifts, hasBody) is { } known ? d with { KnownReason = known.Reason } : d)];
    }

    private KnownDifference? Find(Drift drift, IReadOnlyList<Drift> drifts, bool hasBody) => All.FirstOrDefault(k => k.Explains(drift, hasBody)
        && (k.Beside is null || drifts.Any(other => GeneralPointer.Matches(k.Beside, other.Pointer) && All.Any(o => o.Beside is null && o.Explains(other)))));

    private static KnownDifferences ReadEmbedded()
    {
        const string Name = "known-differences.json";
        using Stream stream = typeof(KnownDifferences).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Parse(copy.ToArray(), Name);
    }
}
