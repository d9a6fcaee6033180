using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpenCode.Hosting;

/// <summary>What is to be installed: the files npm gets, and a fingerprint that tells whether an installation came from them.</summary>
internal sealed record PinnedPackage(string Version, string? Folder, string Fingerprint)
{
    public const string PackageName = "opencode-ai";

    private const string Manifest = "package.json";
    private const string LockFile = "package-lock.json";

    // A registry or a proxy set for the pinned folder must also hold for the copy of it.
    private static readonly string[] s_files = [Manifest, LockFile, ".npmrc"];

    public static bool IsPinnedBy(string folder) =>
        File.Exists(Path.Combine(folder, Manifest)) && File.Exists(Path.Combine(folder, LockFile));

    public static PinnedPackage FromVersion(string version) => new(version, null, "unlocked");

    public static PinnedPackage FromFolder(string folder)
    {
        folder = Path.GetFullPath(folder);
        foreach (string name in new[] { Manifest, LockFile })
        {
            if (!File.Exists(Path.Combine(folder, name)))
            {
                throw Unusable($"'{folder}' has no {name}. Create it with: npm install --package-lock-only {PackageName}@VERSION");
            }
        }

        string lockPath = Path.Combine(folder, LockFile);
        return new PinnedPackage(ReadVersion(lockPath), folder, ComputeFingerprint(folder));
    }

    public void WriteTo(string target)
    {
        Directory.CreateDirectory(target);
        if (Folder is null)
        {
            File.WriteAllText(
                Path.Combine(target, Manifest), $$"""{ "private": true, "dependencies": { "{{PackageName}}": "{{Version}}" } }""");
            return;
        }

        foreach (string name in s_files)
        {
            string source = Path.Combine(Folder, name);
            if (File.Exists(source)) File.Copy(source, Path.Combine(target, name), overwrite: true);
        }
    }

    private static string ReadVersion(string lockPath)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(lockPath));
            if (document.RootElement.TryGetProperty("packages", out JsonElement packages)
                && packages.TryGetProperty($"node_modules/{PackageName}", out JsonElement package)
                && package.TryGetProperty("version", out JsonElement version)
                && version.GetString() is { Length: > 0 } text)
            {
                return text;
            }
        }
        catch (JsonException exception)
        {
            throw Unusable($"'{lockPath}' is not JSON: {exception.Message} Make it again with: npm install --package-lock-only", exception);
        }

        throw Unusable(
            $"'{lockPath}' does not lock {PackageName} (lockfileVersion 2 or 3 is needed). "
            + $"Run in its folder: npm install --package-lock-only {PackageName}@VERSION");
    }

    private static string ComputeFingerprint(string folder)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in new[] { Manifest, LockFile })
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(File.ReadAllBytes(Path.Combine(folder, name)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static OpenCodeServerException Unusable(string message, Exception? cause = null) =>
        new(OpenCodeServerFailure.NotInstalled, message, innerException: cause);
}
