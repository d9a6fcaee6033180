namespace OpenCode.Approvals;

/// <summary>A pattern in which <c>*</c> stands for any characters, also none, and every other character for itself.</summary>
/// <remarks>The platform's matcher of file names takes <c>?</c> for any character even where it is escaped, which would permit more than was said.</remarks>
internal static class WildcardPattern
{
    public static bool Fits(string pattern, string value)
    {
        string[] pieces = pattern.Split('*');
        if (pieces.Length == 1) return pattern == value;
        string first = pieces[0], last = pieces[^1];
        if (value.Length < first.Length + last.Length) return false;
        if (!value.StartsWith(first, StringComparison.Ordinal) || !value.EndsWith(last, StringComparison.Ordinal)) return false;

        // What lies between is found from the left: a piece that is found early leaves most room for those behind it.
        ReadOnlySpan<char> rest = value.AsSpan(first.Length, value.Length - first.Length - last.Length);
        foreach (string piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            int at = rest.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0) return false;
            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
