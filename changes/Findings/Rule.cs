namespace OpenCodeGen.Changes.Findings;

/// <summary>A kind of change.</summary>
/// <param name="Id">Its name in reports and lists of exceptions, which stays for good, such as <c>request-property-became-required</c>.</param>
/// <param name="Level">What it means for programs that were written for the old document.</param>
/// <param name="Direction">Which way the changed part travels.</param>
/// <param name="Meaning">One sentence: what it is, and whom it concerns.</param>
public sealed record Rule(string Id, Level Level, Direction Direction, string Meaning);
