using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>One version of a schema.</summary>
internal sealed class SchemaSide(SchemaPlace place, SchemaView view, SchemaViews views)
{
    private readonly Dictionary<Direction, IReadOnlyDictionary<string, SchemaPlace>> _properties = [];

    public SchemaPlace Place => place;

    public SchemaView View => view;

    public SchemaViews Views => views;

    public static SchemaSide Of(SchemaPlace place, SchemaViews views) => new(place, views.Of(place), views);

    public SchemaSide At(SchemaPlace place) => Of(place, Views);

    public SchemaSide Variant(SchemaVariant variant) => new(variant.Place, variant.View, Views);

    /// <summary>The variants of a choice, or the schema itself.</summary>
    public IReadOnlyList<SchemaVariant> Variants => View.IsUnion ? View.Variants : [new SchemaVariant(Place, View)];

    /// <summary>The properties that travel this way: a client does not send what only the server sets, nor gets what it only sends.</summary>
    public IReadOnlyDictionary<string, SchemaPlace> PropertiesOf(Direction direction)
    {
        if (_properties.TryGetValue(direction, out IReadOnlyDictionary<string, SchemaPlace>? known)) return known;
        return _properties[direction] = View.Properties.Where(p => Travels(p.Value, direction)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether a property has to be there.</summary>
    public bool Requires(string property) => View.Required.Contains(property);

    private bool Travels(SchemaPlace place, Direction direction)
    {
        SchemaView view = Views.Of(place);
        return direction == Direction.Request ? !view.IsReadOnly : !view.IsWriteOnly;
    }
}
