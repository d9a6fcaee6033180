using System.Text;
using System.Text.Json;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using OpenCodeGen.Dialects;
using OpenCodeGen.Model;

namespace OpenCodeGen.Reading;

/// <summary>Reads an OpenAPI document into the generator's own model.</summary>
public static class SpecReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="dialect">What the API means beyond its document.</param>
    /// <exception cref="SpecException">The document cannot become a client.</exception>
    public static ApiDocument Read(ReadOnlyMemory<byte> utf8, string name, Dialect dialect)
    {
        ReadOnlyMemory<byte> json = JsonOf(utf8, dialect);
        (string version, IReadOnlySet<string> deep) = CheckJson(json, name);
        json = DeepReferences.Hoist(json, deep);
        OpenApiDocument document = Parse(json, name, version);
        using JsonDocument raw = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
        var schemas = new SchemaReader(new RawDocument(raw.RootElement));
        var components = new SortedDictionary<string, Schema>(StringComparer.Ordinal);
        foreach ((string key, IOpenApiSchema schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
            components.Add(key, schemas.Read(schema, "#/components/schemas/" + PointerText.Escape(key)));
        ReferenceCheck.NoAliasCycles(components);
        IReadOnlyList<ApiOperation> operations = new OperationReader(schemas, dialect).Read(document);
        return new ApiDocument(document.Info?.Title ?? name, components, operations);
    }

    /// <summary>What of a file is the document: not a byte order mark, nor what a program printed before it.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="dialect">What the API means beyond its document.</param>
    public static ReadOnlyMemory<byte> JsonOf(ReadOnlyMemory<byte> utf8, Dialect dialect)
        => dialect.WithoutBanner(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);

    private static (string Version, IReadOnlySet<string> DeepReferences) CheckJson(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new SpecException($"{name} is not an OpenAPI document: its root is {document.RootElement.ValueKind.ToString().ToLowerInvariant()}, not an object.");
            if (!document.RootElement.TryGetProperty("openapi", out JsonElement version) || version.ValueKind != JsonValueKind.String)
            {
                throw new SpecException(document.RootElement.TryGetProperty("swagger", out _)
                    ? $"{name} is a Swagger 2 document; convert it to OpenAPI 3 first."
                    : $"{name} is not an OpenAPI document: it has no \"openapi\" version.");
            }

            string text = version.GetString()!;
            if (!text.StartsWith("3.", StringComparison.Ordinal)) throw new SpecException($"{name} is OpenAPI {text}; only OpenAPI 3 is supported.");
            CheckPaths(document.RootElement);
            return (text, ReferenceCheck.NoDanglingReferences(document.RootElement));
        }
        catch (JsonException e) when (e.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
        {
            throw new SpecException($"{name} gives a name twice in one object: {OneLine(e.Message)}");
        }
        catch (JsonException e)
        {
            string place = $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            throw new SpecException(Problem()) { Position = new SpecPosition((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1) };

            string Problem()
            {
                if (YamlFile.Looks(json.Span)) return $"{name} is YAML; convert it to JSON first, for example with `npx js-yaml {name}`.";
                return LooksTruncated(json.Span)
                    ? $"{name} is truncated: the JSON ends unfinished at {place}."
                    : $"{name} is not JSON: {place} cannot be read.";
            }
        }
    }

    private static void CheckPaths(JsonElement root)
    {
        if (!root.TryGetProperty("paths", out JsonElement paths)) return;
        if (paths.ValueKind != JsonValueKind.Object) throw new SpecException("#/paths", "is not an object.");
        foreach (JsonProperty path in paths.EnumerateObject())
        {
            if (!path.Name.StartsWith('/') && !path.Name.StartsWith("x-", StringComparison.Ordinal))
                throw new SpecException("#/paths/" + PointerText.Escape(path.Name), "a path must begin with a slash.");
        }
    }

    private static bool LooksTruncated(ReadOnlySpan<byte> json)
    {
        // Valid as far as it goes, as a partial document: then only its end is missing.
        try
        {
            var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 256 }));
            while (reader.Read())
            {
            }

            return json.TrimStart(" \t\r\n"u8).Length > 0 && json.TrimStart(" \t\r\n"u8)[0] == '{';
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static OpenApiDocument Parse(ReadOnlyMemory<byte> json, string name, string version)
    {
        var settings = new OpenApiReaderSettings { LoadExternalRefs = false, RuleSet = ValidationRuleSet.GetEmptyRuleSet() };
        using var stream = new MemoryStream(json.ToArray());
        ReadResult result;
        try
        {
            result = OpenApiDocument.Load(stream, OpenApiConstants.Json, settings);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new SpecException($"{name} is not a valid OpenAPI {version} document: {OneLine(e.Message)}");
        }

        OpenApiError? error = result.Diagnostic?.Errors.FirstOrDefault(e => !IsTolerable(e));
        if (error is not null) throw Refused(error, json, $"{name} is not a valid OpenAPI {version} document");
        return result.Document ?? throw new SpecException($"{name} is not a valid OpenAPI {version} document.");
    }

    // Every release has path twins and repeated parameters that the reader reports; they are handled in OperationReader.
    private static bool IsTolerable(OpenApiError error)
        => error is OpenApiValidatorError || error.Message.Contains("path signature", StringComparison.OrdinalIgnoreCase);

    private static SpecException Refused(OpenApiError error, ReadOnlyMemory<byte> json, string what)
    {
        string message = OneLine(error.Message).TrimEnd('.');
        if (string.IsNullOrEmpty(error.Pointer)) return new SpecException($"{what}: {message}.");
        using JsonDocument raw = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
        string? pointer = new RawDocument(raw.RootElement).Correct(error.Pointer);
        message = message.Replace(" at " + error.Pointer, "", StringComparison.Ordinal).Replace(error.Pointer, pointer ?? "", StringComparison.Ordinal)
            .TrimEnd();
        return new SpecException(
            $"{what}: {message}{(pointer is null || message.Contains(pointer, StringComparison.Ordinal) ? "" : " at " + pointer)}.")
        { Pointer = pointer };
    }

    private static string OneLine(string message) => new StringBuilder(message).Replace("\r", "").Replace('\n', ' ').ToString();
}
