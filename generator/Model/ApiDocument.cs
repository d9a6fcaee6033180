namespace OpenCodeGen.Model;

/// <summary>An API as its document states it.</summary>
public sealed record ApiDocument(
    string Title,
    IReadOnlyDictionary<string, Schema> Components,
    IReadOnlyList<ApiOperation> Operations);

/// <summary>One operation as the document states it.</summary>
public sealed record ApiOperation
{
    public required string Pointer { get; init; }

    public required string Path { get; init; }

    /// <summary>The HTTP method in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The operation id; made of method and path when the document gives none.</summary>
    public required string Id { get; init; }

    public string? Summary { get; init; }

    public string? Description { get; init; }

    public bool IsDeprecated { get; init; }

    public bool IsWebSocket { get; init; }

    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    public ApiBody? Body { get; init; }

    public IReadOnlyList<ApiResponse> Responses { get; init; } = [];
}

public enum ParameterPlace
{
    Path,
    Query,
    Header,
}

public enum ParameterStyle
{
    /// <summary>One pair for a scalar, one pair an element for a list.</summary>
    Exploded,

    /// <summary>One pair; the elements of a list are joined by a separator.</summary>
    Joined,

    /// <summary><c>name[property]=value</c> for every property of an object.</summary>
    DeepObject,

    /// <summary>One pair whose value is JSON.</summary>
    Json,
}

public sealed record ApiParameter
{
    public required string Pointer { get; init; }

    public required string Name { get; init; }

    public required ParameterPlace Place { get; init; }

    public required Schema Schema { get; init; }

    public bool IsRequired { get; init; }

    public ParameterStyle Style { get; init; }

    public char Separator { get; init; } = ',';

    public string? Description { get; init; }
}

public sealed record ApiBody(string Pointer, string ContentType, Schema? Schema, bool IsRequired);

public sealed record ApiResponse(string Pointer, string Status, string? ContentType, Schema? Schema, string? Description);
