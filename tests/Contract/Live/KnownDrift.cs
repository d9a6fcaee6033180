using OpenCode.Core;

namespace OpenCode.Contract.Tests.Live;

/// <summary>A place where release 1.18.33 answers something else than its own spec promises.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Pointer">The place: a JSON pointer with <c>*</c> for a list's index.</param>
/// <param name="Kind">What differs.</param>
/// <param name="Reason">What the server does.</param>
internal sealed record KnownDrift(string OperationId, string Pointer, JsonDriftKind Kind, string Reason)
{
    /// <summary>Every one of them. A test fails when one disappears, and when another appears.</summary>
    public static IReadOnlyList<KnownDrift> All { get; } =
    [
    ];

    public static IEnumerable<KnownDrift> Of(string operationId) => All.Where(d => d.OperationId == operationId);

    /// <summary>A place and a kind as text; indexes of lists become <c>*</c>.</summary>
    public static string Describe(string pointer, JsonDriftKind kind) =>
        $"{string.Join('/', pointer.Split('/').Select(static s => s.Length > 0 && s.All(char.IsAsciiDigit) ? "*" : s))} {kind}";

    /// <inheritdoc/>
    public override string ToString() => Describe(Pointer, Kind);
}
