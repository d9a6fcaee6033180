namespace OpenCode.CommandLine.Mistakes;

/// <summary>Finds what somebody meant who mistyped a name.</summary>
public static class SimilarName
{
    private const int ShortestPart = 2;

    /// <summary>The nearest name; null when none is near.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="names">The names there are.</param>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        string bare = Bare(typed);
        return names.Select(n => (Name: n, Distance: Distance(bare, Bare(n))))
            .Where(n => n.Distance <= Math.Max(1, bare.Length / 3))
            .OrderBy(static n => n.Distance)
            .ThenBy(static n => n.Name, StringComparer.Ordinal)
            .Select(static n => n.Name)
            .FirstOrDefault();
    }

    // One dash or two, capitals or not: that is not what names differ in.
    private static string Bare(string name) => name.TrimStart('-').ToLowerInvariant();

    /// <summary>How many letters were added, left out, replaced or swapped; none for the beginning of a name.</summary>
    private static int Distance(string typed, string name)
    {
        if (typed.Length >= ShortestPart && name.StartsWith(typed, StringComparison.Ordinal)) return 0;
        var distances = new int[typed.Length + 1, name.Length + 1];
        for (int i = 0; i <= typed.Length; i++) distances[i, 0] = i;
        for (int j = 0; j <= name.Length; j++) distances[0, j] = j;
        for (int i = 1; i <= typed.Length; i++)
        {
            for (int j = 1; j <= name.Length; j++)
            {
                int replaced = distances[i - 1, j - 1] + (typed[i - 1] == name[j - 1] ? 0 : 1);
                distances[i, j] = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && typed[i - 1] == name[j - 2] && typed[i - 2] == name[j - 1];
                if (swapped) distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
            }
        }

        return distances[typed.Length, name.Length];
    }
}
