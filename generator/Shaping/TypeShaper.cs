using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Decides which C# type every schema becomes, and shares one type between equal shapes of one role.</summary>
internal sealed class TypeShaper
{
    private readonly SchemaForms _forms;
    private readonly UnionShaper _unions;
    private readonly Dictionary<string, TypeRef> _components = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aliasesInProgress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Draft> _inline = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _taggedComponents = new(StringComparer.Ordinal);

    private readonly SharedShapes _shapes;
    private readonly NameLock _names;

    public TypeShaper(IReadOnlyDictionary<string, Schema> components, SharedShapes shapes, NameLock names, Dialect dialect)
    {
        _names = names;
        _shapes = shapes;
        _forms = new SchemaForms(components);
        _unions = new UnionShaper(this, _forms, dialect);
        foreach ((string name, Schema schema) in components)
        {
            if (schema.Reference is null && IsTagged(_forms.Normalize(schema))) _taggedComponents.TryAdd(_forms.Signature(schema), name);
        }

        foreach (string name in components.Keys) Component(name);
    }

    public List<Draft> Drafts { get; } = [];

    public SchemaForms Forms => _forms;

    /// <summary>The type of a component.</summary>
    public TypeRef Component(string name)
    {
        if (_components.TryGetValue(name, out TypeRef? known)) return known;
        if (!_aliasesInProgress.Add(name))
            throw new SpecException(Place.OfComponent(name).Path, "is cyclic: a list, map or alternative of itself without an object in between.");
        TypeRef type = Resolve(_forms.Component(name), Place.OfComponent(name), name);
        _aliasesInProgress.Remove(name);
        return _components[name] = type;
    }

    /// <summary>The type of a schema at a place.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="component">The component that the schema is.</param>
    public TypeRef Resolve(Schema schema, Place place, string? component = null)
    {
        schema = _forms.Normalize(schema);
        if (schema.Reference is { } name) return Component(name);
        if (schema.Alternatives.Count > 0) return _unions.Resolve(schema, place, component);
        bool isNullable = schema.Types.HasFlag(JsonTypes.Null);
        TypeRef type = (schema.Types & ~JsonTypes.Null) switch
        {
            JsonTypes.Boolean => new ScalarRef(Scalar.Boolean),
            JsonTypes.Integer => new ScalarRef(Scalar.Int64),
            JsonTypes.Number => new ScalarRef(Scalar.Double),
            JsonTypes.String => schema.Values.Count > 0 ? Enum(schema.Values, true, schema, place, component) : new ScalarRef(Scalar.String),
            JsonTypes.Array => new ListRef(schema.Items is { } items ? Resolve(items, place.Item()) : new ScalarRef(Scalar.Element)),
            JsonTypes.Object => Object(schema, place, component),
            _ => new ScalarRef(Scalar.Element),
        };
        return isNullable && type is not ScalarRef { Kind: Scalar.Element } ? new NullableRef(type) : type;
    }

    /// <summary>An open enum; equal ones of one role are shared.</summary>
    public TypeRef Enum(IEnumerable<string> values, bool isClosed, Schema schema, Place place, string? component)
    {
        List<string> sorted = values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        string key = SharingKey($"enum {place.Role} {isClosed} {string.Join('|', sorted)}", place, component);
        if (component is not null || !_inline.TryGetValue(key, out Draft? draft))
        {
            draft = new EnumDraft { Values = sorted, IsClosed = isClosed, Component = component, Role = place.Role, Summary = schema.Description };
            Add(draft, component is null ? key : null);
        }

        draft.Places.TryAdd(place.Path, place.Context);
        return new DraftRef(draft);
    }

    /// <summary>The key under which an inline type is shared.</summary>
    public string SharingKey(string shape, Place place, string? component) => component is null ? _shapes.Key(shape, place.Path) : shape;

    public void Add(Draft draft, string? sharedBy)
    {
        Drafts.Add(draft);
        if (sharedBy is not null) _inline.Add(sharedBy, draft);
    }

    public Draft? Shared(string key) => _inline.GetValueOrDefault(key);

    public void Announce(string component, Draft draft) => _components[component] = new DraftRef(draft);

    private TypeRef Object(Schema schema, Place place, string? component)
    {
        if (schema.Properties.Count == 0)
        {
            if (schema.AdditionalProperties is not { } values) return new ScalarRef(Scalar.FreeObject);
            TypeRef value = Resolve(values, place.Additional(null));
            return value is ScalarRef { Kind: Scalar.Element } ? new ScalarRef(Scalar.FreeObject) : new MapRef(value);
        }

        // A place that already has a type of its own keeps it.
        if (component is null && IsTagged(schema) && _taggedComponents.TryGetValue(_forms.Signature(schema), out string? twin)
            && _names.Find("types", place.Path) is null)
        {
            return Component(twin);
        }

        string key = SharingKey($"object {place.Role} {_forms.Signature(schema)}", place, component);
        Draft? known = component is null ? Shared(key) : null;
        bool isNew = known is null;
        Draft draft = known ?? new ObjectDraft { Component = component, Role = place.Role, Summary = schema.Description };
        draft.Places.TryAdd(place.Path, place.Context);
        if (isNew) Add(draft, component is null ? key : null);
        if (component is not null) Announce(component, draft);

        // A shape that is known is walked all the same, so that nested types know all their places whatever the order.
        Fill((ObjectDraft)draft, schema, place, isNew);
        return new DraftRef(draft);
    }

    private void Fill(ObjectDraft draft, Schema schema, Place place, bool isNew)
    {
        foreach (SchemaProperty property in schema.Properties)
        {
            PropertyDraft shaped = Property(property, place.Property(property.Name, draft));
            if (isNew) draft.Properties.Add(shaped);
        }

        if (schema.AdditionalProperties is { } additional)
        {
            TypeRef type = Resolve(additional, place.Additional(draft));
            draft.AllowsAny = type is ScalarRef { Kind: Scalar.Element };
            draft.Additional = draft.AllowsAny ? null : type;
        }
    }

    private PropertyDraft Property(SchemaProperty property, Place place)
    {
        Schema schema = _forms.Normalize(property.Schema);
        bool isFixed = property.IsRequired && schema is { Reference: null, Values.Count: 1, Alternatives.Count: 0 };
        bool isText = isFixed && schema.Types == JsonTypes.String;
        return new PropertyDraft
        {
            WireName = property.Name,
            Type = isText ? new ScalarRef(Scalar.String) : Resolve(schema, place),
            IsRequired = property.IsRequired,
            Constant = isText ? schema.Values[0] : null,
            Boolean = isFixed && schema.Types == JsonTypes.Boolean ? schema.Values[0].Equals("true", StringComparison.OrdinalIgnoreCase) : null,
            IsDateTime = schema is { Types: JsonTypes.String, Format: "date-time" },
            Summary = property.Schema.Description ?? schema.Description,
            IsDeprecated = schema.IsDeprecated,
        };
    }

    private static bool IsTagged(Schema schema)
        => schema.Properties.Any(p => p.IsRequired && p.Schema is { Types: JsonTypes.String, Values.Count: 1, Reference: null });
}
