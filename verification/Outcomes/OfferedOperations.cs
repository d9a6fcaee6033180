using System.Text.Json;
using System.Text.RegularExpressions;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Hosting;
using OpenCode.Verification.Documents;

namespace OpenCode.Verification.Outcomes;

/// <summary>What a release says it offers.</summary>
internal sealed partial class OfferedOperations
{
    private readonly Dictionary<string, string> _offered;
    private readonly string _document;

    private OfferedOperations(Dictionary<string, string> offered, string document) => (_offered, _document) = (offered, document);

    /// <summary>How many operations there are.</summary>
    public int Count => _offered.Count;

    /// <summary>The offered operations that the client's catalog does not have.</summary>
    public IReadOnlyList<string> Unknown
    {
        get
        {
            HashSet<string> known = [.. OperationCatalog.All.Select(static o => Key(o.Method.Method, o.PathTemplate))];
            return [.. _offered.Where(o => !known.Contains(o.Key)).Select(static o => o.Value).Order(StringComparer.Ordinal)];
        }
    }

    public bool Has(Operation operation) => _offered.ContainsKey(Key(operation.Method.Method, operation.PathTemplate));

    /// <summary>Whether the document knows a type of event.</summary>
    public bool HasEvent(string type) => _document.Contains($"\"{type.Split(':')[^1]}\"", StringComparison.Ordinal);

    /// <summary>
    /// Reads the document that the server serves and the one that its program prints, and takes the larger: some releases serve three
    /// operations, others end before all of the document is printed.
    /// </summary>
    /// <exception cref="InvalidOperationException">Neither can be read.</exception>
    public static async Task<OfferedOperations> ReadAsync(OpenCodeInstallation installation, OpenCodeClient client, CancellationToken cancellationToken)
    {
        string printed = await PrintedDocument.ReadAsync(installation.ExecutablePath, cancellationToken);
        OfferedOperations?[] documents = [TryParse(await ServeAsync(client, cancellationToken)), TryParse(printed)];
        return documents.MaxBy(static d => d?.Count ?? 0)
            ?? throw new InvalidOperationException(
                $"Release {installation.Version} neither serves its document at /doc nor prints it with 'opencode generate'");
    }

    /// <summary>Reads the document that the server serves.</summary>
    /// <returns>What it offers; null when it serves none.</returns>
    public static async Task<OfferedOperations?> ReadServedAsync(OpenCodeClient client, CancellationToken cancellationToken)
        => TryParse(await ServeAsync(client, cancellationToken));

    public static OfferedOperations Parse(string document)
    {
        using JsonDocument spec = JsonDocument.Parse(document);
        var offered = new Dictionary<string, string>();
        foreach (JsonProperty path in spec.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty method in path.Value.EnumerateObject().Where(static m => ReleaseDocument.IsMethod(m.Name)))
                offered[Key(method.Name, path.Name)] = $"{method.Name.ToUpperInvariant()} {path.Name}";
        }

        return new OfferedOperations(offered, document);
    }

    /// <summary>A parameter may have another name in another release.</summary>
    private static string Key(string method, string path) => $"{method.ToUpperInvariant()} {Parameter().Replace(path, "{}")}";

    // On its first run a release may say something about itself before the document, or fail because its own folders are missing.
    private static OfferedOperations? TryParse(string text)
    {
        try
        {
            return text.IndexOf('{', StringComparison.Ordinal) is >= 0 and int start ? Parse(text[start..]) : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<string> ServeAsync(OpenCodeClient client, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.SendRawAsync(HttpMethod.Get, "/doc", cancellationToken: cancellationToken)).GetText();
        }
        catch (ApiException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
