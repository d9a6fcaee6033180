using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;
using OpenCode.Core.Builders;
using OpenCode.Kiota;
using OpenCode.Runtime;
using OpenCodeGen.Preparing;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>The models that Kiota makes: those of errors by their names, the others by what the methods of its builders take and return.</summary>
internal sealed class KiotaCodec : IBodyCodec
{
    private static readonly MethodInfo _rewrite = typeof(KiotaCodec).GetMethod(nameof(RewriteObject), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly PreparedSchemas _schemas = PreparedSchemas.For(PreparationTarget.Kiota);
    private readonly Dictionary<(string Method, string Path), (Type? Request, Type? Result)> _methods = [];

    public KiotaCodec()
    {
        using Kiota.Requests.SenderRequestAdapter adapter = OpenCodeKiota.CreateAdapter(new StubRequestSender());
        foreach (Type builder in typeof(OpenCodeKiotaClient).Assembly.GetExportedTypes().Where(static t => t.IsSubclassOf(typeof(BaseRequestBuilder))))
        {
            if (builder.GetConstructor([typeof(Dictionary<string, object>), typeof(IRequestAdapter)]) is not { } constructor) continue;
            object made = constructor.Invoke([new Dictionary<string, object>(), adapter]);
            var template = (string)typeof(BaseRequestBuilder).GetProperty("UrlTemplate", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(made)!;
            foreach (string verb in new[] { "Get", "Post", "Put", "Patch", "Delete" })
            {
                if (builder.GetMethods().FirstOrDefault(m => m.Name == $"{verb}Async") is not { } method) continue;
                Type first = method.GetParameters()[0].ParameterType;
                _methods[(verb.ToUpperInvariant(), Normal(template))] = (
                    typeof(IParsable).IsAssignableFrom(first) ? first : null,
                    method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : null);
            }
        }
    }

    public JsonNode? Rewrite(RecordedBody body)
    {
        Type? type = TypeOf(body);
        if (type is { IsGenericType: true }) return Model(type.GetGenericArguments()[0]) is { } item ? Rewritten(body.Json.AsArray(), item) : null;
        return Model(type) is { } model ? Rewritten(body.Json, model) : null;
    }

    private static Type? Model(Type? type) => typeof(IParsable).IsAssignableFrom(type) ? type : null;

    private Type? TypeOf(RecordedBody body)
    {
        (Type? request, Type? result) = _methods.GetValueOrDefault((body.Operation.Method.Method, Normal(body.Operation.PathTemplate)));
        if (body.Status == 0) return request;
        if (body.Status < 300) return result;
        return (string?)_schemas.Find(body)?["$ref"] is { } reference
            ? typeof(OpenCodeKiotaClient).Assembly.GetType($"{typeof(Kiota.Models.Session).Namespace}.{PascalOf(reference.Split('/')[^1])}", throwOnError: true)
            : null;
    }

    private static string PascalOf(string name)
        => string.Concat(name.Split('_', '-').Select(static w => $"{char.ToUpperInvariant(w[0])}{w[1..]}"));

    private static JsonArray Rewritten(JsonArray list, Type item) => new([.. list.Select(i => Rewritten(i!, item))]);

    private static JsonNode Rewritten(JsonNode json, Type type)
        => (JsonNode)_rewrite.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [json], null)!;

    private static JsonNode RewriteObject<T>(JsonNode json)
        where T : IParsable
    {
        var factory = typeof(T).GetMethod("CreateFromDiscriminatorValue", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<ParsableFactory<T>>();
        using JsonDocument document = JsonDocument.Parse(json.ToJsonString());
        using JsonSerializationWriter writer = new();
        writer.WriteObjectValue(null, new JsonParseNode(document.RootElement).GetObjectValue(factory));
        using Stream written = writer.GetSerializedContent();
        return JsonNode.Parse(written)!;
    }

    // What stands in braces may be called differently, and a query follows.
    private static string Normal(string template)
    {
        string path = template.Replace("{+baseurl}", "", StringComparison.Ordinal);
        int query = path.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0) path = path[..query].TrimEnd('{');
        return string.Join('/', path.Split('/').Select(static s => s.StartsWith('{') ? "{}" : s));
    }
}
