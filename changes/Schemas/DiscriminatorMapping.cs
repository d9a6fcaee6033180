using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>Which values of a discriminator mean which component: those of its mapping, and else the name of the component itself.</summary>
internal sealed class DiscriminatorMapping
{
    private readonly ILookup<string, string> _values;

    private DiscriminatorMapping(Node? mapping) => _values = (mapping?.Properties() ?? [])
        .Where(static m => m.Value.Json.ValueKind == System.Text.Json.JsonValueKind.String)
        .ToLookup(static m => NameOf(Node.TextOf(m.Value.Json)), static m => m.Name, StringComparer.Ordinal);

    /// <summary>The mapping of the first discriminator; null where there is none.</summary>
    public static DiscriminatorMapping? Of(IEnumerable<SchemaPart> parts)
        => parts.Select(static p => p.Node["discriminator"]).FirstOrDefault(static d => d is not null) is { } found
            ? new DiscriminatorMapping(found["mapping"]) : null;

    /// <summary>The values that mean a variant, in order; none for one without a name.</summary>
    public IReadOnlyList<string> TagsOf(Node variant)
    {
        if (SchemaPlace.ComponentAt(variant) is not { } component) return [];
        return _values.Contains(component) ? [.. _values[component].Order(StringComparer.Ordinal)] : [component];
    }

    // A component's name, or a reference to it.
    private static string NameOf(string target) => PointerText.Unescape(Uri.UnescapeDataString(target[(target.LastIndexOf('/') + 1)..]));
}
