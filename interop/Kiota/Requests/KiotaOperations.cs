using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Kiota.Abstractions;
using OpenCode.Core.Builders;
using OpenCode.Core.Operations;

namespace OpenCode.Kiota.Requests;

/// <summary>The operations that requests of Kiota's builders stand for.</summary>
internal static partial class KiotaOperations
{
    private const string BaseUrl = "{+baseurl}";

    private static readonly Dictionary<(string Method, string Path), Operation> _byPath =
        OperationCatalog.All.ToDictionary(static o => (o.Method.Method, Normal(o.PathTemplate)));

    private static readonly ConcurrentDictionary<string, Operation<JsonElement?>> _json = new(StringComparer.Ordinal);

    /// <summary>The operation of a request.</summary>
    /// <exception cref="NotSupportedException">The request is none of this API's.</exception>
    public static Operation Find(RequestInformation request)
    {
        string path = PathOf(request.UrlTemplate ?? throw new NotSupportedException("A request without a template of its address cannot be sent here."));
        string method = request.HttpMethod.ToString().ToUpperInvariant();
        return _byPath.TryGetValue((method, Normal(path)), out Operation? operation)
            ? operation
            : throw new NotSupportedException($"{method} {path} is no operation of OpenCode's.");
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
    /// <exception cref="ArgumentException">A part of the path is one that addresses another operation.</exception>
    public static void FillDefaults(RequestInformation request, IRequestSender sender)
    {
        foreach ((string name, object value) in request.PathParameters)
        {
            if (value is "." or "..") throw new ArgumentException($"{name} is '{value}', which would address something else than it says.");
        }

        foreach (Match expression in QueryExpression().Matches(request.UrlTemplate ?? ""))
        {
            foreach (string name in expression.Groups[1].Value.Split(',').Select(static n => n.TrimEnd('*')))
            {
                if (request.QueryParameters.TryGetValue(name, out object? given) && given is not null) continue;
                string plain = Uri.UnescapeDataString(name);
                int inner = plain.IndexOf('[', StringComparison.Ordinal);
                if (sender.GetDefault(inner < 0 ? plain : plain[(inner + 1)..].TrimEnd(']')) is { } value) request.QueryParameters[name] = value;
            }
        }
    }

    // Required parameters stand behind a question mark of their own, optional ones in an expression that begins with one.
    private static string PathOf(string template)
    {
        string path = template.StartsWith(BaseUrl, StringComparison.Ordinal) ? template[BaseUrl.Length..] : template;
        int query = path.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? path : path[..query].TrimEnd('{');
    }

    // What stands in braces may be called differently.
    private static string Normal(string path) => string.Join('/', path.Split('/').Select(static s => s.StartsWith('{') ? "{}" : s));

    [GeneratedRegex(@"\{[?&]([^}]*)\}")]
    private static partial Regex QueryExpression();
}
