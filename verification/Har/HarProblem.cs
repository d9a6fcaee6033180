using System.Globalization;

namespace OpenCode.Verification.Har;

/// <summary>What of an entry could not be read.</summary>
/// <param name="Entry">Which entry of the file it is, from 1.</param>
/// <param name="Reason">Why, as the rest of a sentence: "it is a number, not an object".</param>
public sealed record HarProblem(int Entry, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"entry {Entry}: {Reason}");
}
