using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace OpenCode.Verification.Schemas;

/// <summary>The schemas of a document, compiled once; safe for use by several threads.</summary>
internal sealed class CompiledSchemas
{
    // Never fetched: everything that is referred to is in the registry.
    private const string Address = "https://opencode.invalid/spec";
    private const string Definitions = $"{Address}#/$defs/";
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private readonly BuildOptions _options = new() { SchemaRegistry = new SchemaRegistry() };
    private readonly ConcurrentDictionary<JsonObject, Lazy<JsonSchema>> _compiled = new(ReferenceEqualityComparer.Instance);

    public CompiledSchemas(SpecDocument document)
    {
        var named = new JsonObject();
        foreach ((string name, JsonNode? schema) in document.Root["components"]?["schemas"]?.AsObject() ?? [])
            named[name] = SchemaDialect.Convert(schema!, Definitions);
        JsonSchema.Build(JsonSerializer.SerializeToElement(new JsonObject { ["$schema"] = Dialect, ["$id"] = Address, ["$defs"] = named }), _options);
    }

    /// <summary>Compiles a schema of the document.</summary>
    /// <param name="schema">The schema, as an object of the document.</param>
    public JsonSchema Of(JsonObject schema) => _compiled.GetOrAdd(schema, s => new Lazy<JsonSchema>(() => Compile(s))).Value;

    private JsonSchema Compile(JsonObject schema)
    {
        // One at a time: compiling adds to the registry.
        lock (_options)
        {
            var whole =
                new JsonObject
                {
                    ["$schema"] = Dialect,
                    ["$id"] = $"{Address}/{Guid.NewGuid():n}",
                    ["allOf"] = new JsonArray(SchemaDialect.Convert(schema, Definitions))
                };
            return JsonSchema.Build(JsonSerializer.SerializeToElement(whole), _options);
        }
    }
}
