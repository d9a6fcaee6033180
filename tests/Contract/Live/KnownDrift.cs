using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;

namespace OpenCode.Contract.Tests.Live;

/// <summary>
/// The places where a success of release 1.18.33 differs from its own spec, out of <see cref="KnownDifferences.OfPinnedRelease"/>. A test fails
/// when one disappears, and when another appears.
/// </summary>
internal static class KnownDrift
{
    // Nulls for what a configuration, a repository or a list leaves out: this server leaves none of it out.
    private const string OfOtherServers = nameof(JsonDriftKind.UnexpectedNull);

    /// <summary>Those of an operation's success.</summary>
    public static IEnumerable<KnownDifference> Of(string operationId) => KnownDifferences.OfPinnedRelease.All
        .Where(d => d.Operation == operationId && d.Status == 200 && Enum.IsDefined(typeof(JsonDriftKind), d.Kind) && d.Kind != OfOtherServers);

    /// <summary>Their places and kinds as text.</summary>
    public static IEnumerable<string> Describe(IEnumerable<KnownDifference> differences) => differences.Select(static d => $"{d.Pointer} {d.Kind}").Distinct();

    /// <summary>A place and a kind as text; indexes of lists become <c>*</c>.</summary>
    public static string Describe(string pointer, JsonDriftKind kind) =>
        $"{string.Join('/', pointer.Split('/').Select(static s => s.Length > 0 && s.All(char.IsAsciiDigit) ? "*" : s))} {kind}";
}
