using System.Text.Json;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>What people wrote about models, their members and operations (<c>spec/docs.json</c>); it is better than what the document says.</summary>
public sealed class CuratedDocs
{
    private readonly Dictionary<string, TypeDocs> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OperationDocs> _operations = new(StringComparer.Ordinal);

    private sealed record TypeDocs(string? Summary, Dictionary<string, string> Members);

    private sealed record OperationDocs(string? Summary, string? Description);

    /// <summary>No texts.</summary>
    public static CuratedDocs None { get; } = new();

    /// <summary>How many members have a text.</summary>
    public int MemberCount => _types.Values.Sum(t => t.Members.Count);

    /// <summary>Reads the file.</summary>
    /// <exception cref="SpecException">The text is not such a file.</exception>
    public static CuratedDocs Parse(ReadOnlyMemory<byte> utf8, string name)
    {
        var docs = new CuratedDocs();
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, options);
            foreach (JsonProperty type in Entries(document.RootElement, "types"))
            {
                var members = Entries(type.Value, "members").ToDictionary(m => m.Name, m => NotEmpty(m.Value), StringComparer.Ordinal);
                docs._types.Add(type.Name, new TypeDocs(Text(type.Value, "summary"), members));
            }

            foreach (JsonProperty operation in Entries(document.RootElement, "operations"))
                docs._operations.Add(operation.Name, new OperationDocs(Text(operation.Value, "summary"), Text(operation.Value, "description")));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            const string Shape = "{\"types\": {\"<model>\": {\"summary\": …, \"members\": {\"<property>\": …}}}, \"operations\": {…}}";
            throw new SpecException($"{name} does not list texts as {Shape}: {e.Message.ReplaceLineEndings(" ")}");
        }

        return docs;
    }

    /// <summary>Puts the texts into a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The same model with the texts, and the entries that name nothing in it, in ordinal order.</returns>
    internal (ClientModel Model, IReadOnlyList<string> Stale) Apply(ClientModel model)
    {
        if (_types.Count + _operations.Count == 0) return (model, []);
        var stale = new SortedSet<string>(Keys(), StringComparer.Ordinal);
        ILookup<string, string> unionsOf = model.Unions
            .SelectMany(u => u.Cases.Select(c => c.Type).OfType<NamedRef>().Select(t => (Variant: t.Name, Union: u.Name)))
            .ToLookup(p => p.Variant, p => p.Union);
        ClientModel documented = model with
        {
            Objects = model.Objects.Select(Object).ToList(),
            Unions = model.Unions.Select(u => u with { Summary = Summary(u.Name) ?? u.Summary }).ToList(),
            Enums = model.Enums.Select(Enum).ToList(),
            Operations = model.Operations.Select(Operation).ToList(),
        };
        return (documented, stale.ToList());

        ObjectType Object(ObjectType type) => type with
        {
            Summary = Summary(type.Name) ?? type.Summary,
            Properties = type.Properties.Select(p => p with { Summary = Member(type.Name, p.WireName) ?? p.Summary }).ToList(),
        };

        EnumType Enum(EnumType type) => type with
        {
            Summary = Summary(type.Name) ?? type.Summary,
            Values = type.Values.Select(v => v with { Summary = Member(type.Name, v.Wire) }).ToList(),
        };

        ClientOperation Operation(ClientOperation operation)
        {
            if (!_operations.TryGetValue(operation.Id, out OperationDocs? docs)) return operation;
            stale.Remove($"operations/{operation.Id}");
            return operation with { Summary = docs.Summary ?? operation.Summary, Description = docs.Description ?? operation.Description };
        }

        string? Summary(string type)
        {
            stale.Remove($"types/{type}");
            return _types.GetValueOrDefault(type)?.Summary;
        }

        // What stands with a union is said of all its variants; a variant's own text is better.
        string? Member(string type, string member)
        {
            string? text = null;
            foreach (string owner in unionsOf[type].Order(StringComparer.Ordinal).Prepend(type))
            {
                if (_types.GetValueOrDefault(owner)?.Members.GetValueOrDefault(member) is not { } found) continue;
                stale.Remove($"types/{owner}/{member}");
                text ??= found;
            }

            return text;
        }
    }

    private IEnumerable<string> Keys()
        => _types.SelectMany(t => t.Value.Members.Keys.Select(m => $"types/{t.Key}/{m}").Prepend($"types/{t.Key}"))
            .Concat(_operations.Keys.Select(o => $"operations/{o}"));

    private static List<JsonProperty> Entries(JsonElement json, string section)
        => json.TryGetProperty(section, out JsonElement entries) ? entries.EnumerateObject().ToList() : [];

    private static string? Text(JsonElement json, string property) => json.TryGetProperty(property, out JsonElement text) ? NotEmpty(text) : null;

    private static string NotEmpty(JsonElement text)
        => string.IsNullOrWhiteSpace(text.GetString()) ? throw new JsonException("a text is empty") : text.GetString()!;
}
