using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Client.Tests;
using OpenCode.Client.Tests.Json;
using OpenCode.Core.Operations;
using OpenCodeGen.Model;

namespace OpenCode.Fuzz;

/// <summary>What inputs are made of: documents of every operation, made by the model, recorded, or taken from the pacts.</summary>
internal sealed class Corpus
{
    private readonly RandomJson _samples;
    private readonly List<(DecoderTarget Target, TypeRef? Type)> _targets = [];
    private readonly List<byte[]> _recorded = [];

    public Corpus()
    {
        Model = OpenCodeGen.Generation.Run(Repository.Spec("1.18.33"), "openapi.json", Repository.CommittedLock(), Repository.Curated).Model;
        _samples = new RandomJson(Model, 0);
        Dictionary<string, ClientOperation> shaped = Model.Operations.ToDictionary(o => o.Id);
        foreach (Operation operation in Operations())
        {
            if (!shaped.TryGetValue(operation.Id, out ClientOperation? known) || known.Result is not (ResultKind.Json or ResultKind.EventStream)) continue;
            object result = typeof(DecoderTarget).GetMethod(nameof(DecoderTarget.OfResult))!.MakeGenericMethod(operation.ResultType!)
                .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [operation.Id, operation], null)!;
            _targets.Add(((DecoderTarget)result, known.ResultType));
            foreach (OperationResponse response in operation.Responses.Where(r => r.BodyType is not null))
            {
                _targets.Add((DecoderTarget.OfResponse($"{operation.Id} {response.Status}", response),
                    known.Responses.FirstOrDefault(r => r.Status == response.Status)?.Type));
            }
        }

        _recorded.Add(File.ReadAllBytes(Repository.InRoot("bench/data/session.json")));
        AddPacts();
    }

    public ClientModel Model { get; }

    public RandomJson Samples(Random random) => _samples.Reseeded(random.Next());

    /// <summary>A decoder, and a document that suits it; sometimes one that does not.</summary>
    public (DecoderTarget Target, byte[] Document) Any(Random random)
    {
        (DecoderTarget target, TypeRef? type) = _targets[random.Next(_targets.Count)];
        byte[] document = type is null || random.Next(10) == 0 ? _recorded[random.Next(_recorded.Count)] : Bytes(Samples(random).Value(type));
        return (target, document);
    }

    /// <summary>A document of any kind.</summary>
    public byte[] AnyDocument(Random random) => Any(random).Document;

    /// <summary>The JSON of an event of the first API.</summary>
    public byte[] AnyEvent(Random random)
    {
        UnionType events = Model.Unions.First(u => u.Name == "Event");
        return Bytes(Samples(random).Variant(events, random.Next(events.Cases.Count), depth: 2));
    }

    private static IEnumerable<Operation> Operations()
        => typeof(OperationCatalog).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(p => typeof(Operation).IsAssignableFrom(p.PropertyType))
            .Select(p => (Operation)p.GetValue(null)!);

    private static byte[] Bytes(JsonNode? json) => Encoding.UTF8.GetBytes(json?.ToJsonString() ?? "null");

    private void AddPacts()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.InRoot("tests/Contract/pacts"), "*.json").Order(StringComparer.Ordinal))
        {
            foreach (JsonNode? interaction in JsonNode.Parse(File.ReadAllBytes(file))!["interactions"]!.AsArray())
            {
                if ((interaction!["response"]?["body"] ?? interaction["contents"])?["content"] is JsonObject or JsonArray)
                    _recorded.Add(Bytes((interaction["response"]?["body"] ?? interaction["contents"])!["content"]));
            }
        }
    }
}
