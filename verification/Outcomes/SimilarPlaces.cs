using OpenCode.Verification.Results;

namespace OpenCode.Verification.Outcomes;

/// <summary>Makes one difference of those that show at the same place of many values of a map, such as the models of a provider.</summary>
internal static class SimilarPlaces
{
    // Properties of one object differ in their last segment, keys of a map before it; two could still be properties that hold alike objects.
    private const int FewestKeys = 3;

    public static Drift[] Join(IReadOnlyList<Drift> drifts)
    {
        Drift[] joined = [.. drifts];
        for (int segment = 1; segment < 12; segment++)
        {
            joined = [.. joined.GroupBy(d => (d.Status, d.EventType, d.Kind, d.KnownReason, Place: Without(d.Pointer, segment)))
                .SelectMany(g => Join([.. g], g.Key.Place))];
        }

        return joined;
    }

    private static Drift[] Join(Drift[] alike, string? place)
        => place is null || alike.Length < FewestKeys ? alike : [alike[0] with { Pointer = place, Count = alike.Sum(static d => d.Count) }];

    private static string? Without(string pointer, int segment)
    {
        string[] segments = pointer.Split('/');
        if (segment >= segments.Length - 1) return null;
        segments[segment] = "*";
        return string.Join('/', segments);
    }
}
