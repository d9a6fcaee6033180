namespace OpenCodeGen.Model;

/// <summary>A member that the class of a union offers, whatever the variant.</summary>
public sealed record SharedMember
{
    public required string Name { get; init; }

    /// <summary>The type without null.</summary>
    public required TypeRef Type { get; init; }

    /// <summary>Whether a variant can be without it.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The property that variants override to give their value.</summary>
    public required string Accessor { get; init; }

    /// <summary>Whether the larger union that this one belongs to declares it.</summary>
    public bool IsInherited { get; init; }

    /// <summary>Whether it is one string from several possible places, empty ones not counting; otherwise it is a property of every variant.</summary>
    public bool IsSearched { get; init; }

    /// <summary>Where an unknown variant may hold it.</summary>
    public required IReadOnlyList<SharedMemberPath> Paths { get; init; }

    public string? Summary { get; init; }
}

/// <summary>A place in the JSON of an unknown variant.</summary>
/// <param name="WireNames">The properties on the way.</param>
/// <param name="Prefix">What the string must begin with; null for anything.</param>
public sealed record SharedMemberPath(IReadOnlyList<string> WireNames, string? Prefix = null);

/// <summary>What a variant gives for a member of its union.</summary>
/// <param name="Member">The member.</param>
/// <param name="Expressions">C# expressions on an instance of the variant; none when it has nothing to give.</param>
public sealed record SharedValue(SharedMember Member, IReadOnlyList<string> Expressions);
