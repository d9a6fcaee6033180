using OpenCodeGen.Changes.Documents;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Schemas;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Pairs;

/// <summary>An operation in both documents.</summary>
internal sealed class OperationPair(DescribedOperation before, DescribedOperation after, SchemaViews beforeViews, SchemaViews afterViews)
{
    public DescribedOperation Before => before;

    public DescribedOperation After => after;

    public string Name => after.Name;

    public ResponsePairs Responses { get; } = new(before, after);

    /// <summary>The parameters that both have; those of the path by their order.</summary>
    public IEnumerable<(DescribedParameter Before, DescribedParameter After)> Parameters
        => before.Parameters.Where(p => after.Parameters.ContainsKey(p.Key)).Select(p => (p.Value, after.Parameters[p.Key]));

    /// <summary>What a parameter that is left out is taken for; null for nothing.</summary>
    public string? DefaultOf(DescribedParameter parameter, bool isBefore)
        => parameter.Schema is { } schema ? (isBefore ? beforeViews : afterViews).Of(SchemaPlace.Of(schema)).Default : null;

    /// <summary>Whether the value of a parameter is neither a list nor an object.</summary>
    public bool IsScalar(DescribedParameter parameter, bool isBefore)
        => parameter.Content is null && parameter.Schema is { } schema
            && ((isBefore ? beforeViews : afterViews).Of(SchemaPlace.Of(schema)).Types & (JsonTypes.Array | JsonTypes.Object)) == JsonTypes.None;

    /// <summary>A change of a part that other operations may have the same of.</summary>
    public Change Change(Rule rule, string subject, string message, Node? at = null, string content = "")
        => new(rule, subject, message, (at ?? after.Node).Pointer, content) { Operations = [Name] };

    /// <summary>A change of this operation alone.</summary>
    public Change OwnChange(Rule rule, string message, Node? at = null) => Change(rule, Name, message, at, Name);
}
