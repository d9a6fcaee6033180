using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Finds what the client's options can fill in a request body, as they do in query parameters.</summary>
internal static class BodyDefaults
{
    /// <summary>The optional property <c>location</c> that needs nothing but a directory.</summary>
    public static LocationProperty? Location(TypeRef? body, TypeFinisher finisher)
    {
        if (body is not DraftRef { Draft: ObjectDraft model })
            return null;
        PropertyDraft? property = model.Properties.Find(p => p is { WireName: "location", IsRequired: false });
        if (property?.Type is not DraftRef { Draft: ObjectDraft location } || location.Properties.Exists(p => p.IsRequired && p.WireName != "directory"))
            return null;
        ObjectType type = finisher.Object(location);
        string? directory = TextProperty(type, "directory");
        string name = finisher.Object(model).Properties.First(p => p.WireName == "location").Name;
        return directory is null ? null : new LocationProperty(name, type.Name, directory, TextProperty(type, "workspaceID") ?? TextProperty(type, "workspace"));
    }

    private static string? TextProperty(ObjectType type, string wireName)
        => type.Properties.FirstOrDefault(p => p.WireName == wireName && p.Type is ScalarRef { Kind: Scalar.Text })?.Name;
}
