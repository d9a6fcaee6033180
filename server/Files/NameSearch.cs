namespace OpenCode.Server.Files;

/// <summary>Finds paths by a few of their letters, the likeliest first.</summary>
internal static class NameSearch
{
    /// <summary>The paths that have the letters in their order.</summary>
    /// <param name="paths">The paths; those of folders end in a slash.</param>
    /// <param name="query">The letters, in any case; all paths when there are none.</param>
    /// <param name="most">How many are wanted.</param>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths, string query, int most)
    {
        string letters = query.Trim().Replace('\\', '/');
        return
        [
            .. paths.Select(p => (Path: p, Rank: Rank(p, letters)))
                .Where(static p => p.Rank is not null)
                .OrderBy(static p => p.Rank)
                .ThenBy(static p => p.Path.Length)
                .ThenBy(static p => p.Path, StringComparer.Ordinal)
                .Take(most)
                .Select(static p => p.Path),
        ];
    }

    // Lower is likelier; null when the letters are not there.
    private static int? Rank(string path, string letters)
    {
        const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;
        string whole = path.TrimEnd('/');
        ReadOnlySpan<char> name = whole.AsSpan(whole.LastIndexOf('/') + 1);
        if (letters.Length == 0) return whole.Count('/');
        if (name.Equals(letters, AnyCase)) return 0;
        if (name.StartsWith(letters, AnyCase)) return 1;
        if (name.Contains(letters, AnyCase)) return 2;
        if (path.Contains(letters, AnyCase)) return 3;
        return Gaps(name, letters) is { } inName ? 4 + inName : Gaps(whole, letters) is { } inPath ? 1000 + inPath : null;
    }

    // Into how many pieces the letters fall.
    private static int? Gaps(ReadOnlySpan<char> text, string letters)
    {
        int gaps = 0;
        int at = 0;
        foreach (char letter in letters)
        {
            int next = text[at..].IndexOfAny(char.ToLowerInvariant(letter), char.ToUpperInvariant(letter));
            if (next < 0) return null;
            if (next > 0) gaps++;
            at += next + 1;
        }

        return gaps;
    }
}
