using System.Text;
using System.Text.Json;

namespace OpenCode.Verification.Documents;

/// <summary>The OpenAPI document of a release, as its program prints it or its server serves it.</summary>
public sealed record ReleaseDocument
{
    // A server that serves its document in part serves a handful of operations.
    private const int FewestOperations = 10;

    private static readonly HashSet<string> _methods = ["get", "put", "post", "delete", "patch", "head", "options"];

    private ReleaseDocument(string source, byte[] utf8, int operationCount) => (Source, Utf8, OperationCount) = (source, utf8, operationCount);

    /// <summary>Where it comes from: a release, a package or a server.</summary>
    public string Source { get; }

    /// <summary>The release, where it is known, such as <c>1.18.33</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The package with its version, for one that is not OpenCode's own.</summary>
    public string? Package { get; init; }

    /// <summary>The JSON, without what a program printed before it.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>How many operations it has.</summary>
    public int OperationCount { get; }

    /// <summary>Whether it has so few operations that it must be a part of the real one: some releases serve three at <c>/doc</c>.</summary>
    public bool IsPartial => OperationCount < FewestOperations;

    /// <summary>Reads what a program printed or a server sent.</summary>
    /// <param name="text">The text; lines before the JSON are passed over.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <exception cref="DocumentException">There is no OpenAPI document in it.</exception>
    public static ReleaseDocument Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);

        foreach (string json in Candidates(text))
        {
            if (TryRead(json) is { } count) return new ReleaseDocument(source, Encoding.UTF8.GetBytes(json.TrimEnd() + "\n"), count);
        }

        throw new DocumentException(text.Trim().Length == 0
            ? $"{source} gave no document: nothing came."
            : $"{source} gave no OpenAPI document: what came begins with '{Beginning(text)}'.");
    }

    /// <summary>Whether a member of a path is an operation.</summary>
    internal static bool IsMethod(string name) => _methods.Contains(name);

    // A banner may have braces of its own; the document begins a line with one.
    private static IEnumerable<string> Candidates(string text)
    {
        int start = text.IndexOf('{', StringComparison.Ordinal);
        while (start >= 0)
        {
            yield return text[start..];
            start = text.IndexOf("\n{", start, StringComparison.Ordinal);
            if (start >= 0) start++;
        }
    }

    private static int? TryRead(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("openapi", out _)) return null;
            if (!document.RootElement.TryGetProperty("paths", out JsonElement paths) || paths.ValueKind != JsonValueKind.Object) return 0;
            return paths.EnumerateObject().Where(static p => p.Value.ValueKind == JsonValueKind.Object)
                .Sum(static p => p.Value.EnumerateObject().Count(static m => IsMethod(m.Name)));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Beginning(string text)
    {
        string line = string.Concat(text.TrimStart().Take(60).Select(static c => char.IsControl(c) ? ' ' : c));
        return line.TrimEnd();
    }
}
