using System.Text.Json;

namespace OpenCode.Pact.Provider;

/// <summary>What a verification found out.</summary>
/// <param name="Interactions">The interactions, in the order of the pacts.</param>
/// <param name="Output">What the core printed: its own report, for people.</param>
public sealed record VerificationReport(IReadOnlyList<InteractionResult> Interactions, string Output)
{
    /// <exception cref="PactCoreException">The core could not read a pact: what it verified is not all that it was to verify.</exception>
    internal static VerificationReport Parse(ReadOnlyMemory<byte> json, string output)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonElement error in document.RootElement.GetProperty("errors").EnumerateArray())
        {
            if (error.GetProperty("interaction").GetString() == "Failed to load pact")
            {
                throw new PactCoreException(
                    $"{error.GetProperty("mismatch").GetProperty("message").GetString()}. Nothing is verified of such a pact. Write it again; there can be no rule under a key that is empty or has an apostrophe.");
            }
        }

        return new VerificationReport(
            [.. document.RootElement.GetProperty("interactionResults").EnumerateArray().Select(InteractionResult.Parse)], output);
    }
}
