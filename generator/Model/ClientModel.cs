namespace OpenCodeGen.Model;

/// <summary>Everything that is emitted, in its final names and order.</summary>
public sealed record ClientModel
{
    public required string Title { get; init; }

    /// <summary>The names that everything stands under.</summary>
    public required ClientNames Names { get; init; }

    /// <summary>Whether somebody writes the class of the client, so that only its root is emitted.</summary>
    public bool HasOwnClient { get; init; }

    public required IReadOnlyList<ObjectType> Objects { get; init; }

    public required IReadOnlyList<UnionType> Unions { get; init; }

    public required IReadOnlyList<EnumType> Enums { get; init; }

    /// <summary>Error bodies of several possible types: decoded to the one that fits, without a common class.</summary>
    public required IReadOnlyList<UnionType> ErrorSets { get; init; }

    public required IReadOnlyList<QueryType> Queries { get; init; }

    public required IReadOnlyList<ClientOperation> Operations { get; init; }

    public required IReadOnlyList<BuilderType> Builders { get; init; }

    /// <summary>What models do not show of themselves.</summary>
    public required SecretWords Secrets { get; init; }
}

/// <summary>A class with the query and header parameters of one or more operations.</summary>
public sealed record QueryType(string Name, IReadOnlyList<QueryParameter> Parameters);

public sealed record QueryParameter
{
    public required string WireName { get; init; }

    public required string Name { get; init; }

    /// <summary>The name as an argument of a method.</summary>
    public string Argument { get; init; } = "";

    public required TypeRef Type { get; init; }

    public required ParameterStyle Style { get; init; }

    public char Separator { get; init; } = ',';

    public bool IsHeader { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>The name of the client's default that fills the parameter when the request does not; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>For an object in deepObject style: its properties, each a parameter of its own.</summary>
    public IReadOnlyList<QueryParameter> Members { get; init; } = [];

    public string? Summary { get; init; }
}

public enum ResultKind
{
    Json,
    NoContent,
    Text,
    Binary,
    EventStream,
    WebSocket,
}

public sealed record ClientOperation
{
    public required string Id { get; init; }

    /// <summary>The name of the catalog's field.</summary>
    public required string Name { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public string? Summary { get; init; }

    public string? Description { get; init; }

    public bool IsDeprecated { get; init; }

    public bool IsLongRunning { get; init; }

    public required ResultKind Result { get; init; }

    public TypeRef? ResultType { get; init; }

    public RequestBody? Body { get; init; }

    /// <summary>Query parameters that a call cannot do without.</summary>
    public IReadOnlyList<QueryParameter> Required { get; init; } = [];

    public string? Query { get; init; }

    public IReadOnlyList<string> QueryNames { get; init; } = [];

    public required IReadOnlyList<ClientResponse> Responses { get; init; }
}

public enum BodyKind
{
    Json,
    Text,
    Binary,

    /// <summary>A form, which the caller builds with the framework's own content types.</summary>
    Form,
}

/// <param name="Location">The property of the body that the client's defaults fill.</param>
public sealed record RequestBody(BodyKind Kind, TypeRef? Type, string ContentType, bool IsOptional, bool IsRequired, LocationProperty? Location = null);

/// <summary>An optional property of a request body that says where the request belongs.</summary>
/// <param name="Name">The property of the body.</param>
/// <param name="Type">Its class.</param>
/// <param name="Filled">The properties of that class that defaults fill; without the first one nothing is filled.</param>
public sealed record LocationProperty(string Name, string Type, IReadOnlyList<DefaultProperty> Filled);

/// <summary>A property that one of the client's defaults fills.</summary>
/// <param name="Name">The property.</param>
/// <param name="Default">The name of the default.</param>
public sealed record DefaultProperty(string Name, string Default);

/// <param name="ErrorSet">The set that decodes the body, when it can have several types.</param>
/// <param name="ErrorTypes">The names of those types.</param>
public sealed record ClientResponse(string Status, string? ContentType, TypeRef? Type, string? ErrorSet, IReadOnlyList<string> ErrorTypes);

/// <summary>A request builder: one place in the paths.</summary>
public sealed record BuilderType
{
    /// <summary>The class name; null for the client itself.</summary>
    public string? Name { get; init; }

    /// <summary>The path with empty braces for parameters.</summary>
    public required string Place { get; init; }

    public required IReadOnlyList<BuilderChild> Children { get; init; }

    /// <summary>The names of the catalog's operations at this place.</summary>
    public required IReadOnlyList<string> Operations { get; init; }
}

public enum ChildKind
{
    Property,
    Indexer,
    SegmentsIndexer,
    Method,
}

/// <param name="Segment">For a property the literal segment; for a method the segment with its parameters in braces.</param>
public sealed record BuilderChild(ChildKind Kind, string? Name, string Type, string Segment, IReadOnlyList<PathParameter> Parameters);

public sealed record PathParameter(string WireName, string Name, bool IsInteger);
