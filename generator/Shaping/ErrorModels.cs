using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>
/// Finds the models of errors: what stands in responses that are no success, and in properties called <c>error</c>, and says what went wrong in one of the
/// usual ways. They all tell it by the same two members.
/// </summary>
internal sealed class ErrorModels
{
    private static readonly string[] _members = ["ErrorName", "ErrorMessage"];

    private readonly Dictionary<string, ObjectType> _objects;
    private readonly Dictionary<string, UnionType> _unions;
    private readonly Dictionary<string, ErrorTexts> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _errorUnions = new(StringComparer.Ordinal);

    private ErrorModels(ClientModel model)
    {
        _objects = model.Objects.ToDictionary(o => o.Name, StringComparer.Ordinal);
        _unions = model.Unions.ToDictionary(u => u.Name, StringComparer.Ordinal);
        foreach (NamedRef place in Places(model)) Add(place);
    }

    /// <summary>The same model with its errors marked.</summary>
    public static ClientModel Mark(ClientModel model)
    {
        var errors = new ErrorModels(model);
        return model with
        {
            Objects = model.Objects.Select(o => errors._texts.TryGetValue(o.Name, out ErrorTexts? texts)
                ? o with { Error = texts with { IsOverride = errors.IsError(o.Union) } }
                : o).ToList(),
            Unions = model.Unions.Select(u => u with { IsError = errors.IsError(u.Name), IsErrorInherited = errors.IsError(u.Union) }).ToList(),
        };
    }

    private static IEnumerable<NamedRef> Places(ClientModel model)
    {
        IEnumerable<TypeRef?> responses = model.Operations.SelectMany(o => o.Responses).Where(r => !r.Status.StartsWith('2')).Select(r => r.Type);
        IEnumerable<TypeRef?> sets = model.ErrorSets.SelectMany(s => s.Cases).Select(c => c.Type);
        IEnumerable<TypeRef?> properties = model.Objects.SelectMany(o => o.Properties).Where(p => p.WireName == "error").Select(p => p.Type);
        return responses.Concat(sets).Concat(properties).Select(t => t is NullableRef nullable ? nullable.Inner : t).OfType<NamedRef>();
    }

    private void Add(NamedRef type)
    {
        if (type.Kind == NamedKind.Object && Texts(_objects[type.Name]) is { } texts) _texts[type.Name] = texts;
        if (type.Kind != NamedKind.Union) return;
        UnionType union = _unions[type.Name];
        if (union.Cases.All(c => c.Type is NamedRef { Kind: NamedKind.Object } variant && Texts(_objects[variant.Name]) is { IsExplicit: false })
            && !_members.Contains(union.Name))
        {
            _errorUnions.Add(union.Name);
        }

        foreach (NamedRef variant in union.Cases.Select(c => c.Type).OfType<NamedRef>().Where(v => v.Kind == NamedKind.Object)) Add(variant);
    }

    /// <summary>Whether a union, or a larger one that it belongs to, is one of errors.</summary>
    private bool IsError(string? union) => union is not null && (_errorUnions.Contains(union) || IsError(_unions[union].Union));

    private ErrorTexts? Texts(ObjectType model)
    {
        string? name = Name(model, "_tag") ?? Name(model, "name");
        List<string> messages =
            new[] { InData(model), Text(model, "message"), Text(model, "error"), Text(model, "detail"), Text(model, "title") }.OfType<string>().ToList();
        bool isTaken = _members.Contains(model.Name) || model.Properties.Any(p => _members.Contains(p.Name) || _members.Contains(p.TimeName));
        return name is null && messages.Count == 0 ? null : new ErrorTexts(name, messages, IsExplicit: isTaken);
    }

    /// <summary>A name that the document fixes; any other is the name of a thing.</summary>
    private static string? Name(ObjectType model, string wireName) => Property(model, wireName) switch
    {
        { Constant: not null } constant => constant.Name,
        { Type: NamedRef { Kind: NamedKind.Enum } } known => $"JsonLookup.FirstText({known.Name}{(IsOptional(known) ? "?" : "")}.Value)",
        _ => null,
    };

    private static string? Text(ObjectType model, string wireName) => Property(model, wireName) is { } property && IsText(property.Type) ? property.Name : null;

    private string? InData(ObjectType model)
    {
        if (Property(model, "data") is not { } data) return null;
        TypeRef type = data.Type is NullableRef nullable ? nullable.Inner : data.Type;
        return type switch
        {
            NamedRef { Kind: NamedKind.Object } named when Text(_objects[named.Name], "message") is { } message => $"{data.Name}{(IsOptional(data) ? "?" : "")}.{message}",
            ScalarRef { Kind: Scalar.Element or Scalar.FreeObject } => $"JsonLookup.TextAt({data.Name}{(IsOptional(data) ? ".GetValueOrDefault()" : "")}, null, \"message\")",
            _ => null,
        };
    }

    private static ModelProperty? Property(ObjectType model, string wireName) => model.Properties.FirstOrDefault(p => p.WireName == wireName);

    private static bool IsOptional(ModelProperty property) => !property.IsRequired || property.Type is NullableRef;

    private static bool IsText(TypeRef type) => type is ScalarRef { Kind: Scalar.String } or NullableRef { Inner: ScalarRef { Kind: Scalar.String } };
}
