using OpenCode.Core.Json;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Judging;

/// <summary>The kinds of <see cref="Drift"/> beside those of <see cref="JsonDriftKind"/>.</summary>
public static class DriftKinds
{
    /// <summary>The spec documents no such status for the operation.</summary>
    public const string Status = "Status";

    /// <summary>The body has another content type than documented, or there is one where none belongs.</summary>
    public const string ContentType = "ContentType";

    /// <summary>The body, or the data of an event, is not JSON.</summary>
    public const string NotJson = "NotJson";

    /// <summary>A list lacks an item of a kind that a pact asks for.</summary>
    public const string MissingVariant = "MissingVariant";

    /// <summary>The server gave no answer: it was silent for too long, or the connection ended.</summary>
    public const string NoAnswer = "NoAnswer";

    /// <summary>The schema closes the object, and it has another property. Only the schema judge tells: the client keeps such properties.</summary>
    public const string AddedProperty = "AddedProperty";

    /// <summary>A value that is not in the schema's list. Only the schema judge tells: the client keeps such values.</summary>
    public const string UnknownValue = "UnknownValue";

    /// <summary>A pattern, a limit or another rule of the schema for the value is not kept. Only the schema judge tells.</summary>
    public const string Constraint = "Constraint";

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetNames<JsonDriftKind>(), Status, ContentType, NotJson, MissingVariant, NoAnswer, AddedProperty, UnknownValue, Constraint];
}
