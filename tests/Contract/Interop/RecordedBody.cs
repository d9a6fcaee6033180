using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Workbench;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>JSON that a server or a client wrote, with what it belongs to.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Status">The status of a response; 0 for a request.</param>
/// <param name="Json">The body.</param>
internal sealed record RecordedBody(Operation Operation, int Status, JsonNode Json)
{
    /// <summary>The successes of an event stream have the status of it.</summary>
    public bool IsEvent => Operation.Kind == OperationKind.EventStream && Status == 200;

    /// <summary>What the clone holds: messages and a session of a real server, and the requests, responses and events of the pacts.</summary>
    public static IReadOnlyList<RecordedBody> ReadAll()
    {
        Dictionary<string, Operation> operations = OperationCatalog.All.ToDictionary(static o => o.Id);
        List<RecordedBody> bodies =
        [
            new(operations["session.messages"], 200, Read("bench/data/messages-200.json")),
            new(operations["session.get"], 200, Read("bench/data/session.json")),
        ];
        foreach (string file in Directory.GetFiles(Clone.InRoot("tests/Contract/pacts"), "*.json").Order(StringComparer.Ordinal))
        {
            foreach (JsonNode? interaction in JsonNode.Parse(File.ReadAllBytes(file))!["interactions"]!.AsArray())
            {
                Operation operation = operations[((string)interaction!["description"]!).Split(':')[0]];
                Add(operation, 0, interaction["request"]?["body"]);
                Add(operation, (int?)interaction["response"]?["status"] ?? 0, interaction["response"]?["body"]);
                Add(operation, 200, interaction["contents"]);
            }
        }

        return bodies;

        void Add(Operation operation, int status, JsonNode? body)
        {
            if (body?["content"] is { } json && (string?)body["contentType"] == "application/json")
                bodies.Add(new RecordedBody(operation, status, WithTimes(json.DeepClone())));
        }
    }

    public override string ToString() => $"{Operation.Id} {(Status == 0 ? "request" : IsEvent ? $"event {Json["type"] ?? Json["payload"]?["type"]}" : Status)}";

    // Pacts have the name of a string for its value, which for a time is none.
    private static JsonNode WithTimes(JsonNode json)
    {
        foreach ((string name, JsonNode? value) in (json as JsonObject ?? []).ToArray())
        {
            if (name == "timestamp" && value?.GetValueKind() == JsonValueKind.String) json[name] = "2026-01-02T03:04:05.678Z";
            else if (value is not null) WithTimes(value);
        }

        return json;
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllBytes(Clone.InRoot(file)))!;
}
