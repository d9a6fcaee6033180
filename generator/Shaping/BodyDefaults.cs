using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Finds what the client's defaults can fill in a request body, as they do in query parameters.</summary>
internal static class BodyDefaults
{
    /// <summary>The optional property that says where a request belongs, when defaults can fill all that it requires.</summary>
    public static LocationProperty? Location(TypeRef? body, TypeFinisher finisher, Dialect dialect)
    {
        if (dialect.LocationProperty is not { } wireName || body is not DraftRef { Draft: ObjectDraft model }) return null;
        PropertyDraft? property = model.Properties.Find(p => !p.IsRequired && p.WireName == wireName);
        if (property?.Type is not DraftRef { Draft: ObjectDraft location }
            || location.Properties.Exists(p => p.IsRequired && dialect.DefaultOf(p.WireName) is null))
        {
            return null;
        }

        ObjectType type = finisher.Object(location);
        List<DefaultProperty> filled = type.Properties
            .Where(static p => p.Type is ScalarRef { Kind: Scalar.String })
            .Select(p => (p.Name, Default: dialect.DefaultOf(p.WireName)))
            .Where(static p => p.Default is not null)
            .Select(static p => new DefaultProperty(p.Name, p.Default!))
            .OrderBy(static p => p.Default, StringComparer.Ordinal)
            .ToList();
        string name = finisher.Object(model).Properties.First(p => p.WireName == wireName).Name;
        return filled.Count == 0 ? null : new LocationProperty(name, type.Name, filled);
    }
}
