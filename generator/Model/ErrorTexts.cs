namespace OpenCodeGen.Model;

/// <summary>How an error tells what went wrong: C# expressions on an instance of its model.</summary>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="Messages">Its message, the most telling one first; none when it has none.</param>
/// <param name="IsOverride">Whether the class of its union declares both.</param>
/// <param name="IsExplicit">Whether the model has properties of its own by these names, so that only the interface gives them.</param>
public sealed record ErrorTexts(string? Name, IReadOnlyList<string> Messages, bool IsOverride = false, bool IsExplicit = false);
