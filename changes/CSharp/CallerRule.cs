namespace OpenCodeGen.Changes.CSharp;

/// <summary>What becomes of source code that uses what has changed.</summary>
public enum SourceEffect
{
    /// <summary>It compiles as before.</summary>
    None,

    /// <summary>It compiles, with a warning that was not there before.</summary>
    Warning,

    /// <summary>It does not compile any more.</summary>
    Breaking,
}

/// <summary>A kind of change for C# callers.</summary>
/// <param name="Id">Its name in reports and lists of exceptions, which stays for good.</param>
/// <param name="Source">What becomes of source code that uses it.</param>
/// <param name="BreaksBinary">Whether programs that were compiled with the old client fail with the new one.</param>
/// <param name="Meaning">One sentence: what it is, and whom it concerns.</param>
public sealed record CallerRule(string Id, SourceEffect Source, bool BreaksBinary, string Meaning);
