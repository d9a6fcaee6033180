using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Pact;
using OpenCode.Pact.Provider;

namespace OpenCode.Verification.Contract.Pacts;

/// <summary>A pact on disk.</summary>
internal sealed class PactFile
{
    private readonly JsonObject _pact;

    private PactFile(JsonObject pact) => _pact = pact;

    /// <summary>The pact of requests and answers that goes with this assembly.</summary>
    public static PactFile Requests => Read("OpenCode.Client-opencode.json");

    /// <summary>The pact of events that goes with this assembly.</summary>
    public static PactFile Events => Read("OpenCode.Client-opencode-events.json");

    public IReadOnlyList<PactInteraction> Interactions => [.. List.Select(static i => new PactInteraction(i!.AsObject()))];

    private JsonArray List => _pact["interactions"]!.AsArray();

    /// <summary>Writes a pact with some of the interactions.</summary>
    public void Write(string path, Func<PactInteraction, bool> condition)
    {
        JsonObject part = _pact.DeepClone().AsObject();
        part["interactions"] = new JsonArray([.. List.Where(i => condition(new PactInteraction(i!.AsObject()))).Select(static i => i!.DeepClone())]);
        File.WriteAllText(path, part.ToJsonString());
    }

    /// <summary>Verifies a provider against some of the interactions.</summary>
    /// <param name="condition">Which ones.</param>
    /// <param name="plan">The plan for the file that holds them.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    public async Task<IReadOnlyList<(PactInteraction Interaction, InteractionResult Result)>> VerifyAsync(
        Func<PactInteraction, bool> condition, Func<string, VerificationPlan> plan, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("opencode-verification-").FullName;
        try
        {
            string file = Path.Combine(folder, "pact.json");
            Write(file, condition);
            VerificationReport report = await PactVerifier.VerifyAsync(plan(file), cancellationToken);
            Dictionary<string, PactInteraction> interactions = Interactions.ToDictionary(static i => i.Description);
            return [.. report.Interactions.Select(r => (interactions[r.Description], r))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static PactFile Read(string name)
    {
        using Stream content = typeof(PactFile).Assembly.GetManifestResourceStream($"pacts/{name}")
            ?? throw new InvalidOperationException($"The pact '{name}' is not embedded.");
        return new PactFile(JsonNode.Parse(content)!.AsObject());
    }
}

/// <summary>An interaction of a pact.</summary>
internal sealed class PactInteraction(JsonObject interaction)
{
    public string Description => (string)interaction["description"]!;

    /// <summary>The operation, which the description begins with.</summary>
    public string Operation => OperationOf(Description);

    /// <summary>What the description says after the operation: for an event its type.</summary>
    public string Title => Description[(Operation.Length + 2)..];

    /// <summary>The state that it needs; null for none.</summary>
    public string? State => (string?)interaction["providerStates"]?[0]?["name"];

    public int Status => (int?)interaction["response"]?["status"] ?? 0;

    /// <summary>The JSON body of the request; null for none.</summary>
    public JsonNode? RequestBody => interaction["request"]?["body"]?["content"];

    /// <summary>The query of the request, escaped; empty for none.</summary>
    public string RequestQuery => string.Join('&', (interaction["request"]?["query"]?.AsObject() ?? [])
        .SelectMany(static q => q.Value!.AsArray().Select(v => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString((string?)v ?? "")}")));

    /// <summary>The names of parameters and properties that are sent or expected, and the strings.</summary>
    public HashSet<string> Names
    {
        get
        {
            HashSet<string> names = new(StringComparer.Ordinal);
            foreach (string part in new[] { "request", "response" })
            {
                foreach (KeyValuePair<string, JsonNode?> query in interaction[part]?["query"]?.AsObject() ?? []) names.Add(query.Key);
                AddNames(interaction[part]?["body"]?["content"], names);
            }

            return names;
        }
    }

    public bool IsSuccess => Status is >= 200 and < 300;

    private static void AddNames(JsonNode? node, HashSet<string> names)
    {
        if (node is JsonObject properties)
        {
            foreach ((string name, JsonNode? value) in properties)
            {
                names.Add(name);
                AddNames(value, names);
            }
        }
        else if (node is JsonArray elements)
        {
            foreach (JsonNode? element in elements) AddNames(element, names);
        }
        else if (node is JsonValue value && value.TryGetValue(out string? text))
        {
            names.Add(text);
        }
    }

    public static string OperationOf(string description) => description.IndexOf(':', StringComparison.Ordinal) is > 0 and int end
        ? description[..end]
        : throw new FormatException($"The interaction '{description}' names no operation; a description begins with one and a colon.");
}
