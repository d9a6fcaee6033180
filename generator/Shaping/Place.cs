using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>A place of the document while it is walked: its stable path, its role, and how a type there would be called.</summary>
/// <param name="Path">
/// A JSON pointer whose union members are named by their tag, not their position, because positions change between releases.
/// </param>
internal sealed record Place(string Path, string Role, NameContext Context)
{
    public static Place OfComponent(string name)
        => new("#/components/schemas/" + PointerText.Escape(name), name, new NameContext(null, CSharpNames.Pascal(name)));

    public Place Property(string name, Draft? owner)
        => new($"{Path}/properties/{PointerText.Escape(name)}", name,
            new NameContext(owner ?? Context.Owner, (owner is null ? Context.Suffix : "") + CSharpNames.Pascal(name)));

    public Place Item() => this with { Path = Path + "/items", Context = Context with { Suffix = CSharpNames.Singular(Context.Suffix) } };

    public Place Additional(Draft? owner) => this with
    {
        Path = Path + "/additionalProperties",
        Context = owner is null ? Context with { Suffix = CSharpNames.Singular(Context.Suffix) } : new NameContext(owner, "Value"),
    };

    public Place Alternative(Schema schema, int index)
    {
        SchemaProperty? tag = schema.Properties.FirstOrDefault(p => p.IsRequired && p.Schema is { Values.Count: 1, Reference: null });
        if (tag is not null)
        {
            string value = tag.Schema.Values[0];
            string suffix = tag.Schema.Types == JsonTypes.Boolean ? CSharpNames.Pascal(tag.Name) + CSharpNames.Pascal(value) : CSharpNames.Pascal(value);
            return this with
            {
                Path = $"{Path}/anyOf[{PointerText.Escape(tag.Name)}={PointerText.Escape(value)}]",
                Context = Context with { Suffix = Context.Suffix + suffix }
            };
        }

        string kind = (schema.Types & ~JsonTypes.Null).ToString();
        if (!schema.Types.HasFlag(JsonTypes.Object))
        {
            return this with
            {
                Path = $"{Path}/anyOf[{kind}]",
                Context = schema.Types.HasFlag(JsonTypes.Array) ? Context with { Suffix = CSharpNames.Singular(Context.Suffix) } : Context
            };
        }

        string required = string.Join('+', schema.Properties.Where(p => p.IsRequired).Select(p => p.Name));
        string key = required.Length > 0 ? $"anyOf[{PointerText.Escape(required)}]" : $"anyOf/{index}";
        return this with
        {
            Path = $"{Path}/{key}",
            Context = Context with { Suffix = Context.Suffix + (required.Length > 0 && required.Length < 30 ? CSharpNames.Pascal(required) : "Object") }
        };
    }
}
