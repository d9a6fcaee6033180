using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using OpenCode.Core.Operations;

namespace OpenCode.WireMock.Routing;

/// <summary>The method and path of an operation: which requests are its own, and with which path values.</summary>
internal sealed class OperationRoute
{
    /// <summary>The name of what <c>*</c> at the end of a path stands for.</summary>
    public const string Rest = "*";

    // As many stubs of one operation as anybody has, with room to spare.
    private const int PrioritiesOfOne = 1_000_000;

    private static readonly Lazy<IReadOnlyList<OperationRoute>> _all = new(static () => [
        .. OperationCatalog.All.Select(static o => new OperationRoute(o)).OrderBy(static r => r.Names.Count),
    ]);

    private readonly string[] _segments;

    private OperationRoute(Operation operation)
    {
        Operation = operation;
        _segments = operation.PathTemplate.Split('/');
        Names = [.. _segments.Select(NameOf).OfType<string>()];
    }

    /// <summary>The routes of all operations, those with the fewest path values first: the first one that a request fits is its own.</summary>
    public static IReadOnlyList<OperationRoute> All => _all.Value;

    public Operation Operation { get; }

    /// <summary>The names of the path values, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    public static OperationRoute Of(Operation operation) => All.FirstOrDefault(r => r.Operation.Id == operation.Id)
        ?? throw new ArgumentException($"{operation} is not in the client's {nameof(OperationCatalog)}.", nameof(operation));

    /// <summary>Finds the operation of a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path as it was sent, escaped.</param>
    /// <param name="values">The path values, unescaped.</param>
    public static OperationRoute? Find(string method, string path, out IReadOnlyDictionary<string, string> values)
    {
        string[] segments = path.Split('/');
        foreach (OperationRoute route in All)
        {
            if (route.Operation.Method.Method == method && route.TryMatch(segments, out Dictionary<string, string>? found))
            {
                values = found;
                return route;
            }
        }

        values = new Dictionary<string, string>();
        return null;
    }

    /// <summary>The regular expression of the escaped paths with these values; where there is none, any.</summary>
    public string PathPattern(IReadOnlyDictionary<string, string> values) => $"^{Pattern(values)}$";

    /// <summary>The same of whole addresses: WireMock.Net unescapes paths, so that a slash in a value could not be told from one between two.</summary>
    public string UrlPattern(IReadOnlyDictionary<string, string> values) => $@"^https?://[^/]+{Pattern(values)}(?:\?.*)?$";

    /// <summary>The priority of a mapping: <c>/session/status</c> comes before <c>/session/{sessionID}</c>, whatever either responds with.</summary>
    /// <param name="rank">The place among the mappings of one operation; the lowest comes first.</param>
    public int Priority(int rank) => (Names.Count * PrioritiesOfOne) + rank;

    private static string? NameOf(string segment) => segment switch
    {
        "*" => Rest,
        ['{', .., '}'] => segment[1..^1],
        _ => null,
    };

    private string Pattern(IReadOnlyDictionary<string, string> values)
    {
        StringBuilder pattern = new();
        foreach (string segment in _segments.Skip(1))
        {
            pattern.Append('/');
            string? name = NameOf(segment);
            if (name is null) pattern.Append(Regex.Escape(segment));
            else if (values.TryGetValue(name, out string? value)) AppendValue(pattern, value);
            else pattern.Append(name == Rest ? "[^?]*" : "[^/?]+");
        }

        return pattern.ToString();
    }

    // Clients differ in what they escape, so that either form has to match.
    private static void AppendValue(StringBuilder pattern, string value)
    {
        foreach (Rune rune in value.EnumerateRunes())
        {
            string literal = rune.ToString();
            string escaped = Uri.EscapeDataString(literal);
            pattern.Append(escaped == literal ? Regex.Escape(literal) : $"(?:{escaped}|{Regex.Escape(literal)})");
        }
    }

    private bool TryMatch(string[] segments, [NotNullWhen(true)] out Dictionary<string, string>? values)
    {
        values = null;
        bool isOpen = _segments[^1] == "*";
        if (isOpen ? segments.Length < _segments.Length : segments.Length != _segments.Length) return false;
        Dictionary<string, string> found = [];
        for (int i = 0; i < _segments.Length; i++)
        {
            string? name = NameOf(_segments[i]);
            if (name == Rest) found[name] = Uri.UnescapeDataString(string.Join('/', segments[i..]));
            else if (name is null && segments[i] != _segments[i]) return false;
            else if (name is not null && segments[i].Length == 0) return false;
            else if (name is not null) found[name] = Uri.UnescapeDataString(segments[i]);
        }

        values = found;
        return true;
    }
}
