namespace OpenCodeGen.Model;

/// <summary>How the names of secrets are recognised; all in lower case.</summary>
/// <param name="Endings">What such a name ends with, several words written as one.</param>
/// <param name="Whole">Whole names.</param>
public sealed record SecretWords(IReadOnlyList<string> Endings, IReadOnlyList<string> Whole);
