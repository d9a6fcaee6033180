using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Core.Responses;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Schemas;

/// <summary>
/// Compares answers and events with the schemas of the OpenAPI document itself, without the generator and the decoder that
/// <see cref="ResponseJudge"/> relies on. Schemas are compiled once; safe for use by several threads.
/// </summary>
internal sealed class SchemaJudge
{
    private const int EventStatus = 200;
    private static readonly Lazy<SchemaJudge> _pinned = new(static () => new SchemaJudge(SpecDocument.ReadPinned()));

    // Most values fit, and finding that out is twice as fast as saying where one does not.
    private static readonly EvaluationOptions _verdict = Options(OutputFormat.Flag), _places = Options(OutputFormat.Hierarchical);

    private readonly CompiledSchemas _schemas;

    public SchemaJudge(SpecDocument document) => (Document, _schemas) = (document, new CompiledSchemas(document));

    /// <summary>Judges by the document that the client was generated from.</summary>
    public static SchemaJudge OfPinnedRelease => _pinned.Value;

    /// <summary>The document that it judges by.</summary>
    public SpecDocument Document { get; }

    /// <summary>Whether a value is as a schema of the document says.</summary>
    public bool Fits(JsonObject schema, JsonElement value) => _schemas.Of(schema).Evaluate(value, _verdict).IsValid;

    /// <summary>Compares an answer.</summary>
    /// <param name="operation">The operation that was called.</param>
    /// <param name="exchange">The exchange; of a body that was not recorded, status and content type are judged.</param>
    /// <returns>Every difference.</returns>
    public IReadOnlyList<Drift> Judge(Operation operation, RecordedExchange exchange)
    {
        if (operation.Kind == OperationKind.WebSocket && exchange.Status == 101) return [];
        if (Document.Find(operation.Id, exchange.Status) is not { } documented)
        {
            string statuses = string.Join(" or ", Document.StatusesOf(operation.Id));
            return [Whole(operation, exchange, DriftKinds.Status, statuses, ResponseJudge.FoundStatus(exchange))];
        }

        string expected = documented.Content is null ? "no body" : string.Join(" or ", documented.ContentTypes);
        if (ResponseJudge.IsWebPage(operation, exchange))
            return [Whole(operation, exchange, DriftKinds.ContentType, expected, $"{exchange.ContentType}, the server's web page: it has no such route")];
        if (documented.Content is null)
        {
            return exchange.Body is { Length: > 0 }
                ? [Whole(operation, exchange, DriftKinds.ContentType, expected, $"a body of {exchange.ContentType ?? "no content type"}")]
                : [];
        }

        if (exchange.Body is { IsEmpty: true } && documented.ContentTypes.All(MediaType.IsJson))
            return [Whole(operation, exchange, DriftKinds.NotJson, expected, "an empty body")];
        if (documented.Match(exchange.ContentType) is not { } type)
            return [Whole(operation, exchange, DriftKinds.ContentType, expected, exchange.ContentType ?? "no content type")];
        return exchange.Body is { } body && MediaType.IsJson(type) && documented.SchemaOf(type) is { } schema
            ? Validate(operation, exchange.Status, schema, ResponseJudge.WithoutMark(body)!.Value)
            : [];
    }

    /// <summary>Compares one event of a stream.</summary>
    /// <param name="operation">The operation of the stream.</param>
    /// <param name="utf8">The data of the event.</param>
    /// <returns>Every difference; each names the type of the event.</returns>
    public IReadOnlyList<Drift> JudgeEvent(Operation operation, ReadOnlyMemory<byte> utf8)
    {
        if (Document.Find(operation.Id, EventStatus)?.SchemaOf(MediaType.EventStream) is not { } frame) return [];
        IReadOnlyList<Drift> drifts = Validate(operation, EventStatus, DataOf(frame), utf8);
        if (drifts.Count == 0) return drifts;
        string type = EventTypes.Of(utf8);
        return [.. drifts.Select(d => d with { EventType = type })];
    }

    private IReadOnlyList<Drift> Validate(Operation operation, int status, JsonObject schema, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, FoundText.Options);
            JsonSchema compiled = _schemas.Of(schema);
            if (compiled.Evaluate(document.RootElement, _verdict).IsValid) return [];
            IReadOnlyList<SchemaFailure> failures = SchemaFailures.Find(compiled.Evaluate(document.RootElement, _places), document.RootElement);
            return [.. failures.Select(f => new Drift
            {
                Operation = operation.Id,
                Status = status,
                Pointer = GeneralPointer.Of(f.Pointer),
                ExactPointer = f.Pointer,
                Kind = f.Kind,
                Expected = f.Expected,
                Found = f.Kind == nameof(JsonDriftKind.MissingProperty)
                    ? "nothing"
                    : FoundText.Of(FoundText.Find(document.RootElement, f.Pointer) ?? default, f.Pointer),
                Source = DriftSource.Schema,
            })];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for texts that are not UTF-8.
            return [new Drift { Operation = operation.Id, Status = status, Pointer = "", Kind = DriftKinds.NotJson, Expected = "JSON",
                Found = $"{utf8.Length} bytes", Source = DriftSource.Schema }];
        }
    }

    // Some streams are described as whole frames, whose data is a text that holds JSON; what is judged is what it holds.
    private JsonObject DataOf(JsonObject frame)
        => Document.Resolve(frame)["properties"]?["data"] is JsonObject data && Document.Resolve(data)["contentSchema"] is JsonObject content
            ? content
            : frame;

    private static Drift Whole(Operation operation, RecordedExchange exchange, string kind, string expected, string found) => new()
    {
        Operation = operation.Id,
        Status = exchange.Status,
        Pointer = "",
        Kind = kind,
        Expected = expected,
        Found = found,
        Source = DriftSource.Schema,
    };

    private static EvaluationOptions Options(OutputFormat format)
    {
        var options = new EvaluationOptions { OutputFormat = format };
        options.IgnoreAllAnnotations();
        return options;
    }
}
