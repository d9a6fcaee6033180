namespace OpenCodeGen.Changes.Pairs;

/// <summary>A media type, or a range of them: <c>application/json; v=1</c> is one of <c>application/json</c>, which is one of <c>application/*</c>.</summary>
internal sealed class MediaRange
{
    private readonly string _type;
    private readonly SortedSet<string> _parameters;
    private readonly bool _isUtf8;

    private MediaRange(string type, SortedSet<string> parameters, bool isUtf8) => (_type, _parameters, _isUtf8) = (type, parameters, isUtf8);

    /// <summary>How many media types it leaves out, to find the nearest of several that cover one.</summary>
    public int Exactness => (_type == "*/*" ? 0 : _type.EndsWith("/*", StringComparison.Ordinal) ? 1 : 2) + _parameters.Count;

    /// <summary>Reads a name as documents write it. That a text is UTF-8, and where the parts of a form end, is nothing of its own.</summary>
    public static MediaRange Of(string name)
    {
        string[] parts = [.. name.Split(';').Select(static p => p.Trim())];
        List<string> given = [.. parts.Skip(1).Where(static p => p.Length > 0).Select(Normal)];
        bool isUtf8 = given.Remove("charset=utf-8");
        IEnumerable<string> parameters = given.Where(static p => p.Split('=')[0] is not ("boundary" or "q"));
        string type = parts[0].ToLowerInvariant();
        return new MediaRange(type == "*" ? "*/*" : type, new SortedSet<string>(parameters, StringComparer.Ordinal), isUtf8);
    }

    public bool IsSame(MediaRange other) => _type == other._type && _parameters.SetEquals(other._parameters);

    /// <summary>Whether everything that the other one means is meant here, too.</summary>
    public bool Covers(MediaRange other) => CoversType(other._type) && _parameters.IsSubsetOf(other._parameters)
        && !(_isUtf8 && other._parameters.Any(static p => p.StartsWith("charset=", StringComparison.Ordinal)));

    private bool CoversType(string type)
        => _type == type || _type == "*/*" || (_type.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(_type[..^1], StringComparison.Ordinal));

    private static string Normal(string parameter)
    {
        string[] halves = parameter.Split('=', 2);
        string name = halves[0].Trim().ToLowerInvariant();
        string value = halves.Length > 1 ? halves[1].Trim().Trim('"') : "";
        return $"{name}={(name == "charset" ? value.ToLowerInvariant() : value)}";
    }
}
