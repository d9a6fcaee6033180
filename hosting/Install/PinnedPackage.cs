using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpenCode.Hosting.Install;

/// <summary>What is to be installed: the files npm gets, and a fingerprint that tells whether an installation came from them.</summary>
/// <param name="Version">The release.</param>
/// <param name="Files">The files by name; without a lock file, npm checks nothing.</param>
/// <param name="Fingerprint">What an installation from these files says of itself.</param>
/// <param name="Folder">Where the files were; null for those that are not somebody's own.</param>
internal sealed record PinnedPackage(string Version, IReadOnlyDictionary<string, byte[]> Files, string Fingerprint, string? Folder = null)
{
    public const string PackageName = "opencode-ai";

    private const string Manifest = "package.json";
    private const string LockFile = "package-lock.json";

    // A registry or a proxy set for the pinned folder must also hold for the copy of it.
    private const string Settings = ".npmrc";

    private static readonly string[] _dependencies = ["dependencies", "devDependencies", "optionalDependencies"];
    private static readonly Lazy<PinnedPackage> _ofClient = new(static () => From(Resource(Manifest), Resource(LockFile), $"the embedded {LockFile}"));

    /// <summary>The release that the client was generated for, with the lock file that its tests run with.</summary>
    public static PinnedPackage OfClient => _ofClient.Value;

    /// <summary>Whether npm holds what it downloads against a lock file.</summary>
    public bool IsLocked => Files.ContainsKey(LockFile);

    /// <summary>A published version never changes, so whoever asks for one by number takes any complete installation of it.</summary>
    public bool TakesAny => Folder is null;

    /// <summary>
    /// The folder of its installation in the cache. Programs of one user share the cache: a lock file of one's own has a folder of its own, so
    /// that nobody replaces what another program runs.
    /// </summary>
    public string FolderName => TakesAny ? Version : $"{Version}-{Fingerprint[..12]}";

    public static PinnedPackage FromVersion(string version) => version == OfClient.Version
        ? OfClient
        : new(
            version,
            new Dictionary<string, byte[]>
            {
                [Manifest] = Encoding.UTF8.GetBytes(
                $$"""{ "private": true, "dependencies": { "{{PackageName}}": "{{version}}" } }""")
            },
            "unlocked");

    /// <summary>What a folder of the user's pins.</summary>
    /// <exception cref="OpenCodeServerException">It does not pin OpenCode, or cannot be read.</exception>
    public static PinnedPackage FromFolder(string folder)
    {
        folder = Path.GetFullPath(folder);
        PinnedPackage pinned = From(Read(folder, Manifest), Read(folder, LockFile), Path.Combine(folder, LockFile), Path.Combine(folder, Manifest));
        Dictionary<string, byte[]> files = new(pinned.Files);
        if (File.Exists(Path.Combine(folder, Settings))) files[Settings] = Read(folder, Settings);
        return pinned with { Files = files, Folder = folder };
    }

    public void WriteTo(string target)
    {
        Directory.CreateDirectory(target);
        foreach ((string name, byte[] content) in Files)
        {
            string path = Path.Combine(target, name);

            // Settings of npm can hold the token of a registry.
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (name == Settings && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using FileStream file = new(path, options);
            file.Write(content);
        }
    }

    /// <summary>Takes back what only npm had to know.</summary>
    public void RemoveSettings(string target)
    {
        if (Files.ContainsKey(Settings)) File.Delete(Path.Combine(target, Settings));
    }

    private static PinnedPackage From(byte[] manifest, byte[] locked, string lockPath, string? manifestPath = null)
    {
        if (manifestPath is not null && !DependsOnOpenCode(manifest, manifestPath))
        {
            throw Unusable(
                $"'{manifestPath}' does not depend on {PackageName}, so it pins no OpenCode release. Run in its folder: "
                + $"npm install --package-lock-only {PackageName}@VERSION. Or set OpenCodeInstallationOptions.PackageFolder to the folder that does.");
        }

        Dictionary<string, byte[]> files = new() { [Manifest] = manifest, [LockFile] = locked };
        return new PinnedPackage(ReadVersion(locked, lockPath), files, ComputeFingerprint(files));
    }

    private static byte[] Read(string folder, string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable($"'{folder}' has no {name}. Create it with: npm install --package-lock-only {PackageName}@VERSION", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"'{Path.Combine(folder, name)}' cannot be read: {exception.Message.TrimEnd('.')}. Make it readable for this user.", exception);
        }
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(PinnedPackage).Assembly.GetManifestResourceStream($"pin/{name}")!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static bool DependsOnOpenCode(byte[] manifest, string path)
    {
        using JsonDocument document = Parse(manifest, path);
        return document.RootElement.ValueKind == JsonValueKind.Object && _dependencies.Any(kind =>
            document.RootElement.TryGetProperty(kind, out JsonElement packages) && packages.ValueKind == JsonValueKind.Object
                && packages.TryGetProperty(PackageName, out _));
    }

    private static string ReadVersion(byte[] locked, string lockPath)
    {
        using JsonDocument document = Parse(locked, lockPath);
        if (document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("packages", out JsonElement packages) && packages.ValueKind == JsonValueKind.Object
            && packages.TryGetProperty($"node_modules/{PackageName}", out JsonElement package) && package.ValueKind == JsonValueKind.Object
            && package.TryGetProperty("version", out JsonElement version) && version.ValueKind == JsonValueKind.String
            && OpenCodeInstallationOptions.IsVersion(version.GetString()!))
        {
            return version.GetString()!;
        }

        throw Unusable(
            $"'{lockPath}' does not lock {PackageName} (lockfileVersion 2 or 3 is needed). "
            + $"Run in its folder: npm install --package-lock-only {PackageName}@VERSION");
    }

    private static JsonDocument Parse(byte[] content, string path)
    {
        try
        {
            return JsonDocument.Parse(content);
        }
        catch (JsonException exception)
        {
            throw Unusable($"'{path}' is not JSON: {exception.Message} Make it again with: npm install --package-lock-only {PackageName}@VERSION", exception);
        }
    }

    private static string ComputeFingerprint(Dictionary<string, byte[]> files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in new[] { Manifest, LockFile })
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(files[name]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static OpenCodeServerException Unusable(string message, Exception? cause = null) =>
        new(OpenCodeServerFailure.NotInstalled, message, innerException: cause);
}
