using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Verification;
using OpenCode.Verification.Values;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>One change that can be made to the body of a response.</summary>
/// <param name="Kind">What kind of change.</param>
/// <param name="Pointer">Where; the property that is added need not be there.</param>
/// <param name="NewJson">The JSON that is put there; null for nothing, which drops the property.</param>
/// <param name="Names">Places and kinds of drifts, by any of which a verification names the change.</param>
internal sealed record MutationPlace(MutationKind Kind, string Pointer, string? NewJson, IReadOnlyList<(string Pointer, string Kind)> Names)
{
    /// <summary>The place without indexes, as drifts name it.</summary>
    public string Place { get; } = GeneralPointer.Of(Pointer);

    /// <summary>The body with the change.</summary>
    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> utf8)
    {
        if (Pointer.Length == 0) return Encoding.UTF8.GetBytes(NewJson!);
        JsonNode root = JsonNode.Parse(utf8.Span)!;
        string[] path = [.. GeneralPointer.Segments(Pointer)];
        JsonNode parent = path[..^1].Aggregate(root, static (node, segment) => (node is JsonArray list ? list[Index(segment)] : node[segment])!);
        if (NewJson is null) Assert.True(parent.AsObject().Remove(path[^1]));
        else if (parent is JsonArray items) items[Index(path[^1])] = JsonNode.Parse(NewJson);
        else parent[path[^1]] = JsonNode.Parse(NewJson);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    public override string ToString() => $"{Kind} at {(Pointer.Length == 0 ? "(answer)" : Pointer)}{(NewJson is null ? "" : $": {NewJson}")}";

    private static int Index(string segment) => int.Parse(segment, System.Globalization.CultureInfo.InvariantCulture);
}
