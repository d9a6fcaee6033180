namespace OpenCodeGen.Changes.Findings;

/// <summary>One change, wherever it shows.</summary>
public sealed record Finding
{
    /// <summary>What kind of change it is.</summary>
    public required Rule Rule { get; init; }

    /// <summary>What changed: a component with the way to the place (<c>Session.time</c>), an operation, or a part of operations.</summary>
    public required string Subject { get; init; }

    /// <summary>What about it, such as <c>the property archived became required</c>.</summary>
    public required string Message { get; init; }

    /// <summary>The first place, as a JSON pointer: in the new document, or in the old one for what is gone.</summary>
    public required string Pointer { get; init; }

    /// <summary>The property or parameter that it is about; null for the subject as a whole.</summary>
    public string? Member { get; init; }

    /// <summary>The operations that it concerns, sorted.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>How many places have the same change, as a copy of the same text.</summary>
    public int Places { get; init; } = 1;

    /// <summary>
    /// Names the change in a list of exceptions: twelve hexadecimal digits that stay the same while rule, subject and message do, and where the subject names
    /// no operation, the operations or the place that they share.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Rule.Level}: {Subject}: {Message} [{Rule.Id}]";
}
