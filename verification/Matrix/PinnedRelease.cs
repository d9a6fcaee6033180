using System.Text.Json;
using OpenCode.Hosting;
using OpenCode.Verification.Conformance;

namespace OpenCode.Verification.Matrix;

/// <summary>The release whose spec the client was generated from.</summary>
public static class PinnedRelease
{
    private const string DocumentResource = "openapi.json";
    private const string Resource = "openapi.lock.json";

    /// <summary>The release, for example <c>1.18.33</c>.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>
    /// Installs a release into the cache unless it is there. The pinned one is installed from the lock file that comes with
    /// <see cref="OpenCodeInstallation"/>: npm then checks it, and whoever asks for exactly that finds it in place.
    /// </summary>
    /// <param name="version">The release.</param>
    /// <param name="cancellationToken">Stops npm.</param>
    public static Task<OpenCodeInstallation> InstallAsync(string version, CancellationToken cancellationToken)
        => OpenCodeInstallation.EnsureAsync(new OpenCodeInstallationOptions { Version = version }, cancellationToken);

    /// <summary>
    /// Writes the document of the pinned release, as it was released, and the overlays that repair it, as the client was generated from them.
    /// </summary>
    /// <param name="folder">Where to; made when it is not there. Files of the same names are replaced.</param>
    /// <returns>The document, and the overlays in the order in which they apply.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static (FileInfo Document, IReadOnlyList<FileInfo> Repairs) WriteDocument(DirectoryInfo folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.Create();
        return (Write(DocumentResource, folder), [.. RepairOverlay.Resources.Select(r => Write(r, folder))]);
    }

    /// <summary>The document of the pinned release, as it was released.</summary>
    /// <returns>Its JSON.</returns>
    public static byte[] ReadDocument() => Read(DocumentResource);

    /// <summary>The overlays that repair that document, in the order in which they apply.</summary>
    /// <returns>Their JSON by the names of their files.</returns>
    public static IReadOnlyList<KeyValuePair<string, byte[]>> ReadRepairs()
        => [.. RepairOverlay.Resources.Select(static r => KeyValuePair.Create(Path.GetFileName(r), Read(r)))];

    private static FileInfo Write(string resource, DirectoryInfo folder)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, Path.GetFileName(resource)));
        File.WriteAllBytes(file.FullName, Read(resource));
        return file;
    }

    private static byte[] Read(string resource)
    {
        using Stream stream = typeof(PinnedRelease).Assembly.GetManifestResourceStream(resource)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string ReadVersion()
    {
        using Stream stream = typeof(PinnedRelease).Assembly.GetManifestResourceStream(Resource)!;
        return ReadVersion(stream) ?? throw new InvalidOperationException($"The embedded {Resource} names no release in 'opencode'.");
    }

    private static string? ReadVersion(Stream stream)
    {
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.TryGetProperty("opencode", out JsonElement version) ? version.GetString() : null;
    }
}
