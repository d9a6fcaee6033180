namespace OpenCodeGen.Changes.Findings;

/// <summary>One change at one place, before equal ones are put together.</summary>
/// <param name="Rule">What kind it is.</param>
/// <param name="Subject">What changed: a component with the way to the place, or a part of an operation.</param>
/// <param name="Message">What about it, as the rest of a sentence.</param>
/// <param name="Pointer">Where: in the new document, or in the old one for what is gone.</param>
/// <param name="Content">What has to be equal for two changes to be one: the texts of both documents at the place.</param>
internal sealed record Change(Rule Rule, string Subject, string Message, string Pointer, string Content)
{
    /// <summary>The property, parameter or value that it is about; null for the subject as a whole.</summary>
    public string? Member { get; init; }

    /// <summary>The operations that it concerns; empty for the document as a whole.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];
}
