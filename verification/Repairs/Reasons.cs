using OpenCode.Core.Json;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Repairs;

/// <summary>Says what a server does, as far as that can be told without knowing why, and without values that somebody may have written.</summary>
internal static class Reasons
{
    public static string Of(Drift drift) => drift.Kind switch
    {
        DriftKinds.Status => $"The document has no {drift.Status} ({drift.Found[(drift.Found.IndexOf(' ', StringComparison.Ordinal) + 1)..]}).",
        DriftKinds.ContentType => $"A {drift.Status} comes as {drift.Found}.",
        nameof(JsonDriftKind.UnexpectedNull) => $"{Place(drift)} can be null.",
        nameof(JsonDriftKind.WrongType) => $"{Place(drift)} can be of type {drift.Found.Split(' ')[0]}.",
        nameof(JsonDriftKind.MissingProperty) => $"{Place(drift)} can be missing.",
        nameof(JsonDriftKind.UnknownVariant) => $"{Place(drift)} can be {drift.Found}.",
        DriftKinds.AddedProperty => $"{Place(drift)} is there, too.",
        _ => $"{Place(drift)} can be {drift.Found}.",
    };

    public static string OfStatus(int status) => status switch
    {
        400 => "Bad request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not found",
        409 => "Conflict",
        413 => "Content too large",
        415 => "Unsupported media type",
        500 => "Internal server error",
        503 => "Service unavailable",
        _ => $"Status {status}",
    };

    private static string Place(Drift drift) => drift.Pointer.Length == 0 ? "The response" : drift.Pointer;
}
