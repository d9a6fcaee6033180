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

    /// <summary>An interaction of a pact did not hold.</summary>
    public const string Pact = "Pact";

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetNames<Core.JsonDriftKind>(), Status, ContentType, NotJson, Pact];
}
