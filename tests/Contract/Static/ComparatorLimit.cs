namespace OpenCode.Contract.Tests.Static;

/// <summary>A keyword of the spec that the comparator, or a pact, can do nothing with.</summary>
/// <param name="Keyword">The keyword; <see cref="ReadableSpec"/> knows what to do about it.</param>
/// <param name="Reason">Why it is left out, in a sentence.</param>
internal sealed record ComparatorLimit(string Keyword, string Reason);
