using System.Text.Json.Nodes;
using OpenCode.Verification.Contract.Events;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Workbench;
using OpenCodeGen;
using OpenCodeGen.Model;
using OpenCodeGen.Shaping;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>What the client needs of responses, from the model that the client is generated from.</summary>
internal sealed class ModelShapes : IResponseShapes
{
    private static readonly Lazy<ClientModel> _model = new(ReadModel);

    /// <summary>The generator's model of the committed document.</summary>
    public static ClientModel Model => _model.Value;

    /// <summary>Makes the pact of requests.</summary>
    public static RequestPacts Requests { get; } = new(new ModelShapes());

    /// <summary>Makes the pact of events.</summary>
    public static EventPacts Events { get; } = new(new ModelShapes());

    public JsonNode? OfSuccess(string operation, IReadOnlyDictionary<string, string> choices)
        => Model.Operations.Single(o => o.Id == operation) is { Result: ResultKind.Json, ResultType: { } type } ? ResponseShape.Of(Model, type, choices) : null;

    public JsonNode OfModel(string model, IReadOnlyDictionary<string, string> choices)
        => ResponseShape.Of(Model, new NamedRef(model, NamedKind.Object), choices)!;

    public JsonNode OfEvent(EventInteraction interaction) => EventShapes.Of(interaction);

    private static ClientModel ReadModel()
    {
        static byte[] Read(string name) => File.ReadAllBytes(Clone.InRoot($"spec/{name}"));
        return Generation.Run(
            PinnedDocument.Repaired, "openapi.json", NameLock.Parse(Read("names.lock.json"), "names.lock.json"),
                CuratedNames.Parse(Read("names.json"), "names.json")).Model;
    }
}
