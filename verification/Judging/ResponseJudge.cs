using System.Globalization;
using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification.Results;
using OpenCode.Verification.Traffic;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Judging;

/// <summary>
/// Compares one answer or event with what the spec promises. Added properties and unknown values of enums are no difference: the client
/// keeps them.
/// </summary>
public static class ResponseJudge
{
    private const int EventStatus = 200;

    /// <summary>Compares an answer.</summary>
    /// <param name="operation">The operation that was called.</param>
    /// <param name="exchange">The exchange; a body that was not recorded is not judged.</param>
    /// <returns>Every difference; none for an answer as the spec has it.</returns>
    public static IReadOnlyList<Drift> Judge(Operation operation, RecordedExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(exchange);
        if (operation.Kind == OperationKind.WebSocket && exchange.Status == 101) return [];
        OperationResponse? documented = operation.FindResponse(exchange.Status);
        if (IsWebPage(operation, exchange))
        {
            return [Whole(operation, exchange.Status, DriftKinds.ContentType, Promise(operation, documented),
                $"{exchange.ContentType}, the server's web page: it has no such route")];
        }

        if (documented is null) return [Whole(operation, exchange.Status, DriftKinds.Status, DocumentedStatuses(operation), FoundStatus(exchange))];
        ReadOnlyMemory<byte>? body = WithoutMark(exchange.Body);
        if (documented.ContentType is null)
        {
            return body is { Length: > 0 }
                ? [Whole(operation, exchange.Status, DriftKinds.ContentType, "no body", $"a body of {exchange.ContentType ?? "no content type"}")]
                : [];
        }

        if (MediaType.IsJson(documented.ContentType)) return JudgeJson(operation, documented, exchange, body);
        return IsDocumentedType(documented, exchange.ContentType)
            ? []
            : [Whole(operation, exchange.Status, DriftKinds.ContentType, documented.ContentType, exchange.ContentType ?? "no content type")];
    }

    /// <summary>Compares one event of a stream.</summary>
    /// <param name="operation">The operation of the stream.</param>
    /// <param name="utf8">The data of the event.</param>
    /// <returns>Every difference; each names the type of the event.</returns>
    public static IReadOnlyList<Drift> JudgeEvent(Operation operation, ReadOnlyMemory<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(operation);
        OperationResponse documented = operation.Responses.FirstOrDefault(static r => r.IsSuccess && r.BodyType is not null)
            ?? throw new ArgumentException($"{operation.Id} is no stream of events.", nameof(operation));
        IReadOnlyList<Drift> drifts = Decode(operation, documented, EventStatus, utf8);
        if (drifts.Count == 0) return drifts;
        string type = EventTypes.Of(utf8);
        return [.. drifts.Select(d => d with { EventType = type })];
    }

    // Every release answers what it does not know with status 200 and its web page. Only a file may rightly be a page.
    internal static bool IsWebPage(Operation operation, RecordedExchange exchange)
        => exchange.Status is >= 200 and < 300
            && MediaType.Of(exchange.ContentType) == MediaType.Html
            && !operation.Responses.Any(static r => MediaType.Of(r.ContentType) == MediaType.Html)
            && !(operation.Kind == OperationKind.Binary && exchange.Path.Contains(".htm", StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<Drift> JudgeJson(Operation operation, OperationResponse documented, RecordedExchange exchange, ReadOnlyMemory<byte>? body)
    {
        if (body is { IsEmpty: true }) return [Whole(operation, exchange.Status, DriftKinds.NotJson, documented.ContentType!, "an empty body")];
        if (!MediaType.IsJson(exchange.ContentType))
            return [Whole(operation, exchange.Status, DriftKinds.ContentType, documented.ContentType!, exchange.ContentType ?? "no content type")];
        return body is { } utf8 ? Decode(operation, documented, exchange.Status, utf8) : [];
    }

    private static IReadOnlyList<Drift> Decode(Operation operation, OperationResponse documented, int status, ReadOnlyMemory<byte> utf8)
    {
        if (documented.BodyType is null) return [];
        var decoding = new JsonDecoding();
        try
        {
            documented.Decode(utf8.Span, decoding);
            if (decoding.Drifts.Count == 0) return [];
            using JsonDocument document = JsonDocument.Parse(utf8, FoundText.Options);
            return [.. decoding.Drifts.Select(d => new Drift
            {
                Operation = operation.Id,
                Status = status,
                Pointer = GeneralPointer.Of(d.Pointer),
                Kind = d.Kind.ToString(),
                Expected = d.Kind == JsonDriftKind.UnknownVariant ? $"a known variant of {d.Expected}" : d.Expected,
                Found = FoundText.Of(document.RootElement, d),
            })];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // The reader throws the latter two for texts that are not UTF-8 and for numbers no type can hold.
            string place = e is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? string.Create(CultureInfo.InvariantCulture, $", wrong at line {line + 1}, byte {column}")
                : "";
            return [Whole(operation, status, DriftKinds.NotJson, "JSON", $"{utf8.Length} bytes{place}")];
        }
    }

    private static bool IsDocumentedType(OperationResponse documented, string? contentType)
        => MediaType.Of(documented.ContentType) == "application/octet-stream" || MediaType.Of(documented.ContentType) == MediaType.Of(contentType);

    internal static string FoundStatus(RecordedExchange exchange)
    {
        string status = exchange.Status.ToString(CultureInfo.InvariantCulture);
        if (exchange.Body is not { } body) return status;
        return body.IsEmpty ? $"{status} with an empty body"
            : MediaType.IsJson(exchange.ContentType) && FoundText.ErrorName(body) is { } name ? $"{status} {name}"
            : $"{status} with {exchange.ContentType ?? "no content type"}";
    }

    private static string DocumentedStatuses(Operation operation)
        => operation.Kind == OperationKind.WebSocket ? "101" : string.Join(" or ", operation.Responses.Select(static r => r.Status));

    private static string Promise(Operation operation, OperationResponse? documented)
        => documented is null ? DocumentedStatuses(operation) : documented.ContentType ?? "no body";

    private static Drift Whole(Operation operation, int status, string kind, string expected, string found) => new()
    {
        Operation = operation.Id,
        Status = status,
        Pointer = "",
        Kind = kind,
        Expected = expected,
        Found = found,
    };

    internal static ReadOnlyMemory<byte>? WithoutMark(ReadOnlyMemory<byte>? body)
        => body is { } bytes && bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : body;
}
