using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenCode.Core;
using OpenCode.Hosting;

namespace OpenCode.Verification.Releases;

/// <summary>What a release says it offers: the document that its own program prints, because some releases serve only a part of it.</summary>
internal sealed partial class OfferedOperations
{
    private static readonly HashSet<string> s_methods = ["get", "put", "post", "delete", "patch", "head", "options"];
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

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

    public static async Task<OfferedOperations> ReadAsync(OpenCodeInstallation installation, CancellationToken cancellationToken)
    {
        string printed = await PrintAsync(installation, cancellationToken);

        // On its first run, a release may say something about itself before the document.
        int start = printed.IndexOf('{', StringComparison.Ordinal);
        return start >= 0
            ? Parse(printed[start..])
            : throw new InvalidOperationException($"'opencode generate' of release {installation.Version} printed no document");
    }

    public static OfferedOperations Parse(string document)
    {
        using JsonDocument spec = JsonDocument.Parse(document);
        var offered = new Dictionary<string, string>();
        foreach (JsonProperty path in spec.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty method in path.Value.EnumerateObject().Where(static m => s_methods.Contains(m.Name)))
                offered[Key(method.Name, path.Name)] = $"{method.Name.ToUpperInvariant()} {path.Name}";
        }

        return new OfferedOperations(offered, document);
    }

    /// <summary>A parameter may have another name in another release.</summary>
    private static string Key(string method, string path) => $"{method.ToUpperInvariant()} {Parameter().Replace(path, "{}")}";

    private static async Task<string> PrintAsync(OpenCodeInstallation installation, CancellationToken cancellationToken)
    {
        string home = Directory.CreateTempSubdirectory("opencode-document-").FullName;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        ProcessStartInfo start = new(installation.ExecutablePath, ["generate"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home };
        foreach (string name in new[] { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME" }) start.Environment[name] = home;
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string printed = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            await errors;
            return printed;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"'opencode generate' of release {installation.Version} did not end within {s_limit.TotalSeconds:0} seconds");
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
