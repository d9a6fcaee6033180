using System.Text.Json;

namespace OpenCode.Pact;

/// <summary>What a verification found out.</summary>
/// <param name="Interactions">The interactions, in the order of the pacts.</param>
/// <param name="Output">What the core printed: its own report, for people.</param>
public sealed record VerificationReport(IReadOnlyList<InteractionResult> Interactions, string Output)
{
    internal static VerificationReport Parse(ReadOnlyMemory<byte> json, string output)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return new VerificationReport(
            [.. document.RootElement.GetProperty("interactionResults").EnumerateArray().Select(InteractionResult.Parse)], output);
    }
}
