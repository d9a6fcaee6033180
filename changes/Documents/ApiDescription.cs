using System.Text.Json;
using OpenCodeGen.Model;

namespace OpenCodeGen.Changes.Documents;

/// <summary>An OpenAPI document as its JSON states it, for comparing: nothing of it is refused, as it may be of any API.</summary>
internal sealed class ApiDescription
{
    // Components may refer to each other in a circle of aliases.
    private const int MostSteps = 50;

    // Callbacks of callbacks of callbacks.
    private const int MostCallbacks = 3;

    private static readonly string[] _methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    private readonly Node _root;

    private ApiDescription(JsonElement root)
    {
        _root = new Node("#", root);
        Operations = [.. OperationsBelow("paths", isWebhook: false), .. OperationsBelow("webhooks", isWebhook: true)];
    }

    public IReadOnlyList<DescribedOperation> Operations { get; }

    public Node Root => _root;

    /// <summary>What the API is called; null where the document does not say.</summary>
    public string? Title => _root["info"]?.Text("title") is { Length: > 0 } title ? title : null;

    /// <summary>Whether what stands beside a reference means nothing, as OpenAPI 3.0 says.</summary>
    public bool IgnoresBesideReferences => _root.Text("openapi")!.StartsWith("3.0", StringComparison.Ordinal);

    /// <summary>Reads a document.</summary>
    /// <param name="json">The JSON, without a banner.</param>
    /// <param name="name">What the document is called in messages.</param>
    /// <exception cref="SpecException">It is no OpenAPI document of version 3.</exception>
    public static ApiDescription Parse(ReadOnlyMemory<byte> json, string name)
    {
        JsonElement root;
        try
        {
            // Not disposed: the elements are used for as long as the description is.
            root = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 }).RootElement;
        }
        catch (JsonException e)
        {
            bool isYaml = json.Span.StartsWith("openapi:"u8) || json.Span.StartsWith("swagger:"u8) || json.Span.IndexOf("\nopenapi:"u8) >= 0;
            throw new SpecException(isYaml
                ? $"{name} is YAML; convert it to JSON first, for example with `npx js-yaml`."
                : $"{name} is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} cannot be read.");
        }

        if (root.ValueKind != JsonValueKind.Object) throw new SpecException($"{name} is not an OpenAPI document: its root is no object.");
        if (root.TryGetProperty("swagger", out _)) throw new SpecException($"{name} is a Swagger 2 document; convert it to OpenAPI 3 first.");
        if (!root.TryGetProperty("openapi", out JsonElement version) || version.ValueKind != JsonValueKind.String)
            throw new SpecException($"{name} is not an OpenAPI document: it has no \"openapi\" version.");
        if (!version.GetString()!.StartsWith("3.", StringComparison.Ordinal))
            throw new SpecException($"{name} is OpenAPI {version.GetString()}; only OpenAPI 3 is supported.");
        return new ApiDescription(root);
    }

    /// <summary>Follows <c>$ref</c> until something stands there; a reference that leads nowhere, or out of the document, stays what it is.</summary>
    public Node Resolve(Node node)
    {
        for (int step = 0; step < MostSteps && node.Text("$ref") is { } reference && Find(reference) is { } target; step++) node = target;
        return node;
    }

    /// <summary>What a reference means; null for nothing of this document.</summary>
    public Node? Find(string reference)
    {
        if (reference == "#") return _root;
        if (!reference.StartsWith("#/", StringComparison.Ordinal)) return null;
        Node? current = _root;
        foreach (string raw in reference[2..].Split('/'))
        {
            // A reference is an address, in which some tools escape what a pointer need not.
            string name = PointerText.Unescape(raw.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(raw) : raw);
            Node? found = current is { Json.ValueKind: JsonValueKind.Array } list && int.TryParse(name, out int index)
                ? list.Elements().Skip(index).Select(static e => (Node?)e).FirstOrDefault()
                : current!.Value[name];
            if (found is null) return null;
            current = found;
        }

        return current;
    }

    private IEnumerable<DescribedOperation> OperationsBelow(string section, bool isWebhook)
    {
        foreach ((string path, Node raw) in _root[section]?.Properties() ?? [])
        {
            foreach (DescribedOperation operation in OperationsOf(path, raw, isWebhook, origin: null))
            {
                yield return operation;
                foreach (DescribedOperation callback in CallbacksOf(operation, MostCallbacks)) yield return callback;
            }
        }
    }

    private IEnumerable<DescribedOperation> OperationsOf(string path, Node raw, bool isWebhook, (DescribedOperation Operation, string Name)? origin)
    {
        Node item = Resolve(raw);
        foreach ((string method, Node operation) in item.Properties())
        {
            if (operation.IsObject && _methods.Contains(method, StringComparer.Ordinal))
                yield return new DescribedOperation(this, isWebhook, method.ToUpperInvariant(), path, item, operation) { Origin = origin };
        }
    }

    // What the server asks of an address that a request told it; a callback may have some of its own.
    private IEnumerable<DescribedOperation> CallbacksOf(DescribedOperation operation, int depth)
    {
        if (depth == 0) yield break;
        foreach ((string name, Node raw) in operation.Node["callbacks"]?.Properties() ?? [])
        {
            foreach ((string expression, Node item) in Resolve(raw).Properties())
            {
                string path = $"{operation.Method} {operation.Path} {name} {expression}";
                foreach (DescribedOperation callback in OperationsOf(path, item, isWebhook: true, (operation, name)))
                {
                    yield return callback;
                    foreach (DescribedOperation inner in CallbacksOf(callback, depth - 1)) yield return inner;
                }
            }
        }
    }
}
