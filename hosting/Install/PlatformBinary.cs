using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace OpenCode.Hosting.Install;

/// <summary>
/// Finds the native executable in the platform packages that npm installed beside <c>opencode-ai</c>. Going there directly
/// makes opencode-ai's postinstall script, and with it running any package's script, unnecessary.
/// </summary>
internal static class PlatformBinary
{
    public static string Find(string folder, string version)
    {
        string[] candidates = PackageNames(Platform(), RuntimeInformation.OSArchitecture, IsMusl(), Avx2.IsSupported);
        string modules = Path.Combine(folder, "node_modules");
        string file = OperatingSystem.IsWindows() ? "opencode.exe" : "opencode";
        foreach (string name in candidates)
        {
            string path = Path.Combine(modules, name, "bin", file);
            if (File.Exists(path)) return path;
        }

        string[] present = Directory.Exists(modules)
            ? [.. Directory.EnumerateDirectories(modules, "opencode-*").Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)]
            : [];
        throw new OpenCodeServerException(
            OpenCodeServerFailure.NotInstalled,
            $"opencode-ai {version} is installed in '{folder}', but without an executable for this machine. "
            + $"Looked for {string.Join(", ", candidates)}; found {(present.Length == 0 ? "nothing" : string.Join(", ", present))}. "
            + "Either this release has none for the platform, or npm left optional packages out: "
            + "look for `omit=optional` in .npmrc and for missing platforms in package-lock.json, then delete the folder and try again.");
    }

    /// <summary>The packages to try, best first; the order is the one of opencode-ai's own postinstall script.</summary>
    internal static string[] PackageNames(string platform, Architecture architecture, bool musl, bool avx2)
    {
        string name = $"opencode-{platform}-{(architecture == Architecture.Arm64 ? "arm64" : "x64")}";
        string[] builds = architecture == Architecture.Arm64 ? [name] : avx2 ? [name, $"{name}-baseline"] : [$"{name}-baseline", name];
        if (platform != "linux") return builds;
        string[] muslBuilds = [.. builds.Select(static b => $"{b}-musl")];
        return musl ? muslBuilds : builds;
    }

    private static string Platform() =>
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    // .NET's own runtime is built for one C library, and its identifier says which.
    private static bool IsMusl() => RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);
}
