using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Verification.Contract.Pacts;

namespace OpenCode.Verification.Provocations;

/// <summary>The requests of the pacts, which are right: what provocations start from.</summary>
internal sealed class PactRequests
{
    private readonly Dictionary<string, PactInteraction> _interactions;

    private PactRequests(Dictionary<string, PactInteraction> interactions) => _interactions = interactions;

    /// <summary>Takes the first request of each operation that succeeds, or the first one where none does.</summary>
    public static PactRequests Read()
        => new(PactFile.Requests.Interactions.GroupBy(static i => i.Operation)
            .ToDictionary(static g => g.Key, static g => g.FirstOrDefault(static i => i.IsSuccess) ?? g.First()));

    /// <summary>A body of the operation as it should be; null where it has none.</summary>
    public JsonNode? BodyOf(Operation operation) => _interactions.GetValueOrDefault(operation.Id)?.RequestBody?.DeepClone();

    /// <summary>A query of the operation as it should be; empty where it has none.</summary>
    public string QueryOf(Operation operation) => _interactions.GetValueOrDefault(operation.Id)?.RequestQuery ?? "";
}
