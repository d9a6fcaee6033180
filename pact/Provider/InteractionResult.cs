using System.Text.Json;

namespace OpenCode.Pact.Provider;

/// <summary>What a verification found out about one interaction.</summary>
/// <param name="Description">The interaction's description.</param>
/// <param name="Held">Whether the provider answered as the pact says.</param>
/// <param name="Mismatches">Where it did not.</param>
/// <param name="Error">Why there was no answer to compare; null when there was one.</param>
public sealed record InteractionResult(string Description, bool Held, IReadOnlyList<PactMismatch> Mismatches, string? Error)
{
    internal static InteractionResult Parse(JsonElement element)
    {
        string description = element.GetProperty("description").GetString()!;
        bool held = element.GetProperty("result").GetString() == "OK";
        if (held) return new InteractionResult(description, held, [], null);
        if (!element.TryGetProperty("mismatch", out JsonElement mismatch) || mismatch.ValueKind != JsonValueKind.Object)
            return new InteractionResult(description, held, [], "The Pact core gave no reason.");
        return mismatch.TryGetProperty("mismatches", out JsonElement mismatches)
            ? new InteractionResult(description, held, [.. mismatches.EnumerateArray().Select(PactMismatch.Parse)], null)
            : new InteractionResult(description, held, [], mismatch.TryGetProperty("message", out JsonElement message)
                ? message.ToString()
                : mismatch.ToString());
    }
}

/// <summary>One place where a provider's answer differs from a pact.</summary>
/// <param name="Kind">What is compared: <c>StatusMismatch</c>, <c>BodyMismatch</c>, <c>BodyTypeMismatch</c> or <c>HeaderMismatch</c>.</param>
/// <param name="Path">The place in the body as a JSON path, or the header's name; empty for the status.</param>
/// <param name="Expected">What the pact says.</param>
/// <param name="Actual">What the provider answered.</param>
/// <param name="Text">The difference in words.</param>
public sealed record PactMismatch(string Kind, string Path, string Expected, string Actual, string Text)
{
    internal static PactMismatch Parse(JsonElement element) => new(
        Member(element, "type"),
        Member(element, "path") is { Length: > 0 } path ? path : Member(element, "key"),
        Member(element, "expected"),
        IsNull(element) ? "null" : Member(element, "actual"),
        Member(element, "mismatch"));

    // The core leaves out what it found both where there was nothing, and where a list or an object was null.
    private static bool IsNull(JsonElement element)
        => Member(element, "actual").Length == 0 && Member(element, "mismatch").Contains("Expected null (Null)", StringComparison.Ordinal);

    private static string Member(JsonElement element, string name)
        => element.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";
}
