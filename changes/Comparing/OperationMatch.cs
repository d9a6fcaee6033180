using OpenCodeGen.Changes.Documents;

namespace OpenCodeGen.Changes.Comparing;

/// <summary>Which operation is which in another document: by method and path, whatever the path's parameters are called, and else by id.</summary>
/// <param name="Pairs">Those that both have.</param>
/// <param name="Removed">Those that only the old document has.</param>
/// <param name="Added">Those that only the new one has.</param>
internal sealed record OperationMatch(
    IReadOnlyList<(DescribedOperation Before, DescribedOperation After)> Pairs, IReadOnlyList<DescribedOperation> Removed,
        IReadOnlyList<DescribedOperation> Added)
{
    public static OperationMatch Of(ApiDescription before, ApiDescription after)
    {
        List<DescribedOperation> old = [.. before.Operations];
        List<DescribedOperation> young = [.. after.Operations];
        List<(DescribedOperation, DescribedOperation)> pairs = [];

        // First by the path as it is written: two paths of a document may differ in nothing but the names of their parameters.
        Take(static o => $"{o.IsWebhook} {o.Method} {o.Path}");
        Take(static o => $"{o.IsWebhook} {o.Key}");
        Take(static o => o.Id is null ? null : $"{o.IsWebhook} {o.Id}");
        Take(static o => o.Origin is { Operation.Id: { } id } origin ? $"{id} {o.Method} {origin.Name}" : null);
        return new OperationMatch(pairs, old, young);

        void Take(Func<DescribedOperation, string?> keyOf)
        {
            ILookup<string?, DescribedOperation> there = young.ToLookup(keyOf, StringComparer.Ordinal);
            foreach (DescribedOperation operation in old.ToList())
            {
                if (keyOf(operation) is not { } key || there[key].FirstOrDefault(young.Contains) is not { } found) continue;
                pairs.Add((operation, found));
                old.Remove(operation);
                young.Remove(found);
            }
        }
    }
}
