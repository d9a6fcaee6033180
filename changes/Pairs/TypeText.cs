using OpenCodeGen.Changes.Schemas;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>Says types in words.</summary>
internal static class TypeText
{
    private static readonly (JsonTypes Type, string Name)[] _names =
    [
        (JsonTypes.String, "string"), (JsonTypes.Number, "number"), (JsonTypes.Integer, "integer"), (JsonTypes.Boolean, "boolean"),
            (JsonTypes.Object, "object"),
        (JsonTypes.Array, "array"),
    ];

    public static string Of(SchemaView view)
    {
        if (view.Types == SchemaView.AllTypes) return "any value";
        if (view.Types == JsonTypes.None) return view.AllowsNull ? "null" : "nothing";
        JsonTypes types = view.Types;
        return string.Join(" or ", _names.Where(n => types.HasFlag(n.Type) && !(n.Type == JsonTypes.Integer && types.HasFlag(JsonTypes.Number)))
            .Select(static n => n.Name));
    }
}
