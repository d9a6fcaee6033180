namespace OpenCodeGen.Model;

/// <summary>A document that cannot become a client; the message is one sentence that says where and what.</summary>
public sealed class SpecException : Exception
{
    public SpecException(string message)
        : base(message)
    {
    }

    public SpecException(string pointer, string problem)
        : base($"{(pointer.Length == 0 ? "The document" : pointer)}: {problem}")
        => Pointer = pointer;

    /// <summary>The JSON pointer of the construct; null when the document as a whole is wrong.</summary>
    public string? Pointer { get; init; }

    /// <summary>Where the text of the document is wrong; null when <see cref="Pointer"/> tells the place, or nothing does.</summary>
    public SpecPosition? Position { get; init; }
}
