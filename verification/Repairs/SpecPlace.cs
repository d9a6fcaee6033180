using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenCode.Verification.Repairs;

/// <summary>A place of a document.</summary>
/// <param name="Node">What stands there.</param>
/// <param name="Path">The JSONPath that selects it, and nothing else.</param>
internal sealed partial record SpecPlace(JsonObject Node, string Path)
{
    /// <summary>The object that has this as a property, and the property; null where it is an item of a list or has a name of its own.</summary>
    public (string Path, string Name)? Owner { get; private init; }

    /// <summary>Its name among the named schemas; null for a place that has none.</summary>
    public string? Name { get; init; }

    /// <summary>What a property holds; null where it is no object.</summary>
    public SpecPlace? Member(string name) => Node[name] is JsonObject inner ? new SpecPlace(inner, $"{Path}{Segment(name)}") { Owner = (Path, name) } : null;

    /// <summary>The objects of a list, with their places.</summary>
    public IEnumerable<SpecPlace> Items(string name)
    {
        if (Node[name] is not JsonArray list) yield break;
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is JsonObject item) yield return new SpecPlace(item, $"{Path}{Segment(name)}[{i}]");
        }
    }

    /// <summary>The part of a JSONPath that selects a property.</summary>
    public static string Segment(string name)
        => Plain().IsMatch(name) ? $".{name}" : $"[{Quoted(name)}]";

    /// <summary>A string as a JSONPath has it.</summary>
    public static string Quoted(string text)
        => $"'{Special().Replace(text, static m => m.Value[0] < ' ' ? $"\\u{(int)m.Value[0]:x4}" : $"\\{m.Value}")}'";

    [GeneratedRegex(@"[\x00-\x1f'\\]")]
    private static partial Regex Special();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Plain();
}
