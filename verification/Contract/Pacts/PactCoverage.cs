using System.Text.Json.Nodes;
using OpenCode.Core.Operations;

namespace OpenCode.Verification.Contract.Pacts;

/// <summary>Which operations the pacts of the client ask, and which names stand in what they send and expect.</summary>
public sealed class PactCoverage
{
    private readonly Dictionary<string, List<(string Description, HashSet<string> Names)>> _interactions = new(StringComparer.Ordinal);

    private PactCoverage()
    {
        Dictionary<string, Operation> operations = OperationCatalog.All.ToDictionary(static o => o.Id, StringComparer.Ordinal);
        foreach (PactInteraction interaction in PactFile.Requests.Interactions)
        {
            if (!operations.TryGetValue(interaction.Operation, out Operation? operation)) continue;
            string key = KeyOf($"{operation.Method.Method} {operation.PathTemplate}");
            if (!_interactions.TryGetValue(key, out List<(string, HashSet<string>)>? list)) _interactions[key] = list = [];
            list.Add((interaction.Description, interaction.Names));
        }
    }

    /// <summary>That of the pacts which go with this assembly.</summary>
    public static PactCoverage OfClient { get; } = new();

    /// <summary>What the pacts say of a change.</summary>
    /// <param name="operations">The operations that it concerns, as method and path.</param>
    /// <param name="name">The property, parameter or value that it is about; null for the operation as a whole.</param>
    /// <returns>A sentence that names an interaction which fails with the change, or would notice it; null when none does.</returns>
    public string? Find(IEnumerable<string> operations, string? name)
    {
        ArgumentNullException.ThrowIfNull(operations);
        foreach (string operation in operations)
        {
            if (!_interactions.TryGetValue(KeyOf(operation), out List<(string Description, HashSet<string> Names)>? list)) continue;
            if (list.FirstOrDefault(i => name is null || i.Names.Contains(name)) is { Description: { } description })
                return $"a pact covers it ({description})";
        }

        return null;
    }

    private static string KeyOf(string operation) => string.Join('/', operation.Split('/').Select(static s => s.StartsWith('{') ? "{}" : s));
}
