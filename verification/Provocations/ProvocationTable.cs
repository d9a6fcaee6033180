using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Operations;

namespace OpenCode.Verification.Provocations;

/// <summary>
/// What is asked of every operation beside what the pacts ask: in a folder of which the server knows nothing, for things that are not there, and with
/// requests that are wrong. Each kind applies to all the operations that it can be made for.
/// </summary>
/// <param name="requests">Requests that are right.</param>
/// <param name="isAsked">Which operations are asked.</param>
internal sealed class ProvocationTable(PactRequests requests, Func<Operation, bool> isAsked)
{
    // They end the server or replace its program, never answer, or are streams and sockets, which are asked elsewhere.
    private static readonly HashSet<string> _spared = ["global.dispose", "global.upgrade", "instance.dispose", "tui.control.next"];

    private static readonly HashSet<string> _everywhere = ["directory", "workspace", "location"];

    private IEnumerable<Operation> Operations => OperationCatalog.All
        .Where(o => !_spared.Contains(o.Id) && o.Kind is not (OperationKind.EventStream or OperationKind.WebSocket) && isAsked(o));

    private IEnumerable<Operation> WithIds => Operations.Where(static o => Identifiers.Of(o).Count > 0);

    /// <summary>Asks for everything that can be asked for without an id, in a folder without a repository or a session.</summary>
    public IEnumerable<Provocation> InPlainFolder(string folder) => Operations
        .Where(static o => o.Method == HttpMethod.Get && Identifiers.Of(o).Count == 0)
        .Select(o => Make(o, "in a plain folder", Identifiers.Unknown).In(folder));

    /// <summary>All that needs no particular things on the server.</summary>
    /// <param name="missing">A folder that is not there; null where none is to be asked for.</param>
    public IEnumerable<Provocation> All(string? missing) =>
    [
        .. WithIds.Select(o => Make(o, "of something unknown", Identifiers.Unknown)),
        .. WithIds.Select(o => Make(o, "of something whose id has another form", static (_, _) => Identifiers.Malformed)),
        .. Operations.Where(_ => missing is not null)
            .Where(static o => o.QueryParameters.Any(_everywhere.Contains) && o.Method == HttpMethod.Get && Identifiers.Of(o).Count == 0)
            .Select(o => Make(o, "in a folder that is not there", Identifiers.Unknown).In(missing!)),
        .. Operations.SelectMany(MalformedQueries),
        .. Operations.Where(static o => o.RequestType is not null).SelectMany(MalformedBodies),
    ];

    private IEnumerable<Provocation> MalformedQueries(Operation operation)
    {
        Provocation right = Make(operation, "", Identifiers.Unknown);
        foreach (string name in operation.QueryParameters.Where(static q => !_everywhere.Contains(q)))
        {
            string own = Uri.EscapeDataString(name), others = right.Without(own);
            yield return right with { What = $"with a nonsensical {name}", Query = $"{others}{own}=%7B%7D" };
            yield return right with { What = $"with {name} twice", Query = $"{others}{own}=1&{own}=2" };
        }

        if (right.Query.Length > 0) yield return right with { What = "without its query", Query = "" };
    }

    private IEnumerable<Provocation> MalformedBodies(Operation operation)
    {
        Provocation right = Make(operation, "", Identifiers.Unknown);
        yield return right with { What = "with half a body", Body = [.. "{\"a\":"u8] };
        yield return right with { What = "with an empty body", Body = [] };
        yield return right.With(new JsonArray(1)) with { What = "with a list for a body" };
        yield return right.With(new JsonObject()) with { What = "with a body that holds nothing" };
        yield return right with { What = "with a body of plain text", Body = [.. "hello"u8], ContentType = "text/plain" };
        if (requests.BodyOf(operation) is not JsonObject { Count: > 0 } body) yield break;
        foreach ((string name, JsonNode? value) in body.ToArray()) body[name] = value?.GetValueKind() == JsonValueKind.String ? 1 : "x";
        yield return right.With(body) with { What = "with a body of other types" };
    }

    private Provocation Make(Operation operation, string what, Func<Operation, string, string> id) => new Provocation(operation, what)
    {
        Path = Identifiers.Fill(operation, name => id(operation, name)),
        Query = requests.QueryOf(operation),
    }.With(operation.RequestType is null ? null : requests.BodyOf(operation) ?? new JsonObject());
}
