using System.Text.Json;
using System.Text.Json.Serialization;
using OpenCodeGen.Dialects;

namespace OpenCodeGen.Settings;

/// <summary>Settings of a client as a file beside its document (<c>opencodegen.json</c>), for whoever generates it again and again.</summary>
public sealed record SettingsFile
{
    /// <summary>The OpenAPI document; like every path here, relative to the file's folder.</summary>
    public string? Spec { get; init; }

    /// <summary>The folder that receives the generated files.</summary>
    public string? Output { get; init; }

    /// <summary>Overlays of the document, applied in this order.</summary>
    public IReadOnlyList<string>? Overlays { get; init; }

    /// <summary>The name lock.</summary>
    public string? Names { get; init; }

    /// <summary>Curated names.</summary>
    public string? CuratedNames { get; init; }

    /// <summary>Curated documentation.</summary>
    public string? Docs { get; init; }

    /// <summary>The folder that receives one call per operation, for contract tests.</summary>
    public string? Calls { get; init; }

    /// <summary>The folder that receives what a server of the API implements.</summary>
    public string? Server { get; init; }

    /// <summary>The client's namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>The client's class.</summary>
    public string? Client { get; init; }

    /// <summary>The name of the dialect.</summary>
    public string? Dialect { get; init; }

    /// <summary>Whether the client's class is written by hand.</summary>
    public bool HasOwnClient { get; init; }

    /// <summary>What <c>opencodegen update</c> does beside generating; null for nothing.</summary>
    public UpdateSettings? Update { get; init; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="SettingsException">It is no such file.</exception>
    public static SettingsFile Read(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        SettingsFile read;
        try
        {
            read = JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), SettingsJson.Default.SettingsFile) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            string known = string.Join(", ", "spec", "overlays", "output", "names", "curatedNames", "docs", "calls", "server", "namespace", "client", "dialect",
                "hasOwnClient",
                "update");
            throw new SettingsException($"'{file.Name}' is no settings file: {e.Message.ReplaceLineEndings(" ")} It may have {known}.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException($"there is no settings file at '{file.FullName}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"the settings file '{file.FullName}' cannot be read: {e.Message.ReplaceLineEndings(" ")}");
        }

        string folder = file.DirectoryName!;
        return read with
        {
            Spec = Full(read.Spec),
            Overlays = read.Overlays?.Select(o => Full(o)!).ToArray(),
            Output = Full(read.Output),
            Names = Full(read.Names),
            CuratedNames = Full(read.CuratedNames),
            Docs = Full(read.Docs),
            Calls = Full(read.Calls),
            Server = Full(read.Server),
            Update = read.Update is null ? null : read.Update with { Lock = Full(read.Update.Lock), Changelog = Full(read.Update.Changelog) },
        };

        string? Full(string? path) => path is null ? null : Path.GetFullPath(path, folder);
    }

    /// <summary>These settings where the others leave something open.</summary>
    public SettingsFile Under(SettingsFile others) => new()
    {
        Spec = others.Spec ?? Spec,
        Overlays = others.Overlays ?? Overlays,
        Output = others.Output ?? Output,
        Names = others.Names ?? Names,
        CuratedNames = others.CuratedNames ?? CuratedNames,
        Docs = others.Docs ?? Docs,
        Calls = others.Calls ?? Calls,
        Server = others.Server ?? Server,
        Namespace = others.Namespace ?? Namespace,
        Client = others.Client ?? Client,
        Dialect = others.Dialect ?? Dialect,
        HasOwnClient = others.HasOwnClient || HasOwnClient,
        Update = others.Update ?? Update,
    };

    /// <summary>What the client is called and how its document is meant.</summary>
    /// <exception cref="SettingsException">The dialect is unknown, or a name is not valid in C#.</exception>
    public GeneratorSettings ToSettings()
    {
        Dialect? dialect = Dialect is null ? Dialects.Dialect.Standard : Dialects.Dialect.Find(Dialect);
        var settings = new GeneratorSettings
        {
            Namespace = Namespace ?? new GeneratorSettings().Namespace,
            ClientName = Client,
            Dialect = dialect ?? throw new SettingsException($"there is no dialect '{Dialect}'; there are {string.Join(" and ", Dialects.Dialect.Names)}."),
            HasOwnClient = HasOwnClient,
        };
        settings.Names();
        return settings;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(SettingsFile))]
internal sealed partial class SettingsJson : JsonSerializerContext;
