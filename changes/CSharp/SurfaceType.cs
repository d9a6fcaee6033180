namespace OpenCodeGen.Changes.CSharp;

/// <summary>A public type of a generated client.</summary>
/// <param name="Name">With the namespace and the types around it.</param>
/// <param name="Kind">What it is, as C# says it, such as <c>sealed class</c>.</param>
/// <param name="Bases">The base class and interfaces, in the order of the source.</param>
/// <param name="Members">The members, by what callers tell them apart by.</param>
internal sealed record SurfaceType(string Name, string Kind, IReadOnlyList<string> Bases, IReadOnlyDictionary<string, SurfaceMember> Members)
{
    /// <summary>The namespace, without the types around it.</summary>
    public string Namespace { get; init; } = "";

    public bool IsObsolete { get; init; }

    /// <summary>Whether callers make instances of it.</summary>
    public bool IsCreated => Kind == "sealed class" && Members.ContainsKey(SurfaceMember.ConstructorName + "()");
}
