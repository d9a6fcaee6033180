namespace OpenCode.Verification;

/// <summary>The kinds of <see cref="Drift"/> beside those of <see cref="Core.JsonDriftKind"/>.</summary>
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

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetNames<Core.JsonDriftKind>(), Status, ContentType, NotJson, MissingVariant, NoAnswer];
}
