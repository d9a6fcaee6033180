namespace OpenCodeGen.Changes.Findings;

/// <summary>What a change means for programs that were written for the old document.</summary>
public enum Level
{
    /// <summary>They work as before.</summary>
    Info,

    /// <summary>They work as before unless they rely on what the document did not promise, such as that a choice never grows.</summary>
    Warning,

    /// <summary>A request that was right is refused, or a response is something that the old document excluded.</summary>
    Breaking,
}
