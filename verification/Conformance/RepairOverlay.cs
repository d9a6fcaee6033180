using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Verification.Judging;

namespace OpenCode.Verification.Conformance;

/// <summary>
/// The overlays in <c>spec/repairs</c>, of which the client is generated: what each action repairs is a known difference that only a judge by the released
/// document sees.
/// </summary>
internal static class RepairOverlay
{
    /// <summary>The extension that lists the releases in which an action's difference was seen.</summary>
    public const string Releases = "x-releases";

    /// <summary>The extension that lists the differences that an action repairs.</summary>
    public const string Differences = "x-differences";

    private const string Folder = "repairs/";
    private static readonly Lazy<IReadOnlyList<KnownDifference>> _pinned = new(ReadEmbedded);

    /// <summary>What the repairs of the pinned release repair.</summary>
    public static IReadOnlyList<KnownDifference> OfPinnedRelease => _pinned.Value;

    /// <summary>The names of the overlays in the assembly, in order.</summary>
    public static IReadOnlyList<string> Resources { get; } = [.. typeof(RepairOverlay).Assembly.GetManifestResourceNames()
        .Where(static n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Reads what an overlay repairs.</summary>
    /// <param name="json">The overlay.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="FormatException">An action does not say what it repairs as it should.</exception>
    public static IReadOnlyList<KnownDifference> Parse(JsonObject json, string name)
        => [.. json["actions"]!.AsArray().SelectMany((a, i) => OfAction(a!.AsObject(), $"{name}, action {i + 1}"))];

    private static IEnumerable<KnownDifference> OfAction(JsonObject action, string place)
    {
        if (action[Differences] is not JsonArray differences) yield break;
        if (action[Releases] is not JsonArray { Count: > 0 })
            throw new FormatException($"{place} does not say in which releases it was seen; give it \"{Releases}\".");
        foreach (JsonNode? node in differences)
        {
            JsonObject difference = node!.DeepClone().AsObject();
            difference["reason"] = action["description"]?.DeepClone();
            KnownDifference known;
            try
            {
                known = difference.Deserialize(KnownDifferencesJson.Default.KnownDifference)!;
            }
            catch (JsonException e)
            {
                throw new FormatException($"{place}: {e.Message}", e);
            }

            yield return known with { SeenBy = TrafficJudge.Schema };
        }
    }

    private static KnownDifference[] ReadEmbedded() => [.. Resources.SelectMany(Read)];

    private static IReadOnlyList<KnownDifference> Read(string name)
    {
        using Stream stream = typeof(RepairOverlay).Assembly.GetManifestResourceStream(name)!;
        return Parse(JsonNode.Parse(stream)!.AsObject(), name);
    }
}
