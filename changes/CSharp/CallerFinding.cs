namespace OpenCodeGen.Changes.CSharp;

/// <summary>One change of the public surface of the generated client.</summary>
/// <param name="Rule">What kind it is.</param>
/// <param name="Type">The type, with its namespace.</param>
/// <param name="Member">The member, as C# writes it; null for the type as a whole.</param>
/// <param name="Message">What about it, as the rest of a sentence.</param>
/// <param name="Fingerprint">Names the change in a list of exceptions.</param>
public sealed record CallerFinding(CallerRule Rule, string Type, string? Member, string Message, string Fingerprint)
{
    /// <summary>The namespace, without the types around a nested one.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>What changed, without the namespace.</summary>
    public string Subject
    {
        get
        {
            string name = Namespace.Length > 0 && Type.StartsWith(Namespace + ".", StringComparison.Ordinal)
                ? Type[(Namespace.Length + 1)..] : Type[(Type.LastIndexOf('.') + 1)..];
            return Member is null ? name : Member.StartsWith("constructor", StringComparison.Ordinal) ? $"{name} {Member}" : $"{name}.{Member}";
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Subject}: {Message} [{Rule.Id}]";
}
