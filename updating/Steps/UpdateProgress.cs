namespace OpenCodeGen.Updating.Steps;

/// <summary>A step of an update.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Outcome">What came of it; null when it begins.</param>
public sealed record UpdateProgress(int Number, int Count, string Name, string? Outcome = null);
