using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Kiota.Abstractions;
using OpenCode.Core.Builders;
using OpenCode.Core.Operations;

namespace OpenCode.Kiota.Requests;

/// <summary>The operations that requests of Kiota's builders stand for.</summary>
internal static class KiotaOperations
{
    private const string BaseUrl = "{+baseurl}";

    private static readonly Dictionary<(string Method, string Path), Operation> _byPath =
        OperationCatalog.All.ToDictionary(static o => (o.Method.Method, Normal(o.PathTemplate)));

    private static readonly ConcurrentDictionary<string, Operation<JsonElement?>> _json = new(StringComparer.Ordinal);

    /// <summary>The operation of a request.</summary>
    /// <exception cref="NotSupportedException">The request is none of this API's.</exception>
    public static Operation Find(RequestInformation request)
    {
        string template = request.UrlTemplate ?? throw new NotSupportedException("A request without a template of its address cannot be sent here.");
        string method = request.HttpMethod.ToString().ToUpperInvariant();
        return _byPath.TryGetValue((method, Normal(PathOf(template))), out Operation? operation)
            ? operation
            : throw new NotSupportedException($"{method} {PathOf(template)} is no operation of OpenCode's.");
    }

    /// <summary>The operation with a result that Kiota's models are made of.</summary>
    public static Operation<JsonElement?> Json(Operation operation) => _json.GetOrAdd(operation.Id, static (_, o) => new Operation<JsonElement?>
    {
        Id = o.Id,
        Method = o.Method,
        PathTemplate = o.PathTemplate,
        Kind = OperationKind.Json,
        Summary = o.Summary,
        IsDeprecated = o.IsDeprecated,
        IsLongRunning = o.IsLongRunning,
        IsRequestRequired = o.IsRequestRequired,
        QueryParameters = o.QueryParameters,
        RequestType = o.RequestType,
        Responses = o.Responses,
        ResultDecoder = static (ref Utf8JsonReader reader, Core.Json.JsonDecoding _) => JsonElement.ParseValue(ref reader),
    }, operation);

    public static bool IsText(RequestInformation request) => Find(request).Kind == OperationKind.Text;

    /// <summary>Adds the sender's defaults, such as the project directory, to parameters that the caller leaves out.</summary>
    public static void FillDefaults(RequestInformation request, IRequestSender sender)
    {
        string template = request.UrlTemplate ?? "";
        int query = template.IndexOf("{?", StringComparison.Ordinal);
        if (query < 0) return;
        foreach (string name in template[(query + 2)..].TrimEnd('}').Split(',').Select(static n => n.TrimEnd('*')))
        {
            if (request.QueryParameters.TryGetValue(name, out object? given) && given is not null) continue;
            string plain = Uri.UnescapeDataString(name);
            int inner = plain.IndexOf('[', StringComparison.Ordinal);
            if (sender.GetDefault(inner < 0 ? plain : plain[(inner + 1)..].TrimEnd(']')) is { } value) request.QueryParameters[name] = value;
        }
    }

    private static string PathOf(string template)
    {
        string path = template.StartsWith(BaseUrl, StringComparison.Ordinal) ? template[BaseUrl.Length..] : template;
        int query = path.IndexOf("{?", StringComparison.Ordinal);
        return query < 0 ? path : path[..query];
    }

    // What stands in braces may be called differently, and Kiota leaves out a last segment that is a wildcard.
    private static string Normal(string path)
        => string.Join('/', path.Split('/').Where(static s => s != "*").Select(static s => s.StartsWith('{') ? "{}" : s));
}
