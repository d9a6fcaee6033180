using System.Runtime.InteropServices;
using System.Text.Json;
using OpenCode.Hosting;

namespace OpenCode.Verification.Servers;

/// <summary>ripgrep, which a server's text search needs and would download itself.</summary>
internal static class SearchProgram
{
    /// <summary>Installs it, unless it is in the cache.</summary>
    /// <param name="progress">Gets a sentence when something is really installed.</param>
    /// <param name="cancellationToken">Stops npm.</param>
    /// <returns>The folder that it is in.</returns>
    /// <exception cref="OpenCodeServerException">npm could not install it.</exception>
    public static async Task<string> EnsureAsync(Action<string>? progress, CancellationToken cancellationToken)
    {
        string manifest = Resource("package.json");
        using JsonDocument packages = JsonDocument.Parse(manifest);
        string version = packages.RootElement.GetProperty("optionalDependencies").EnumerateObject().First().Value.GetString()!;
        (string platform, string file) = Platform();
        string processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        string path = await NpmInstallation.EnsureAsync(
            new NpmInstallationOptions
            {
                Name = $"ripgrep-{version}-{platform}-{processor}",
                Description = $"ripgrep {version}",
                Manifest = manifest,
                LockFile = Resource("package-lock.json"),
                File = $"node_modules/@vscode/ripgrep-{platform}-{processor}/bin/{file}",
                Arguments = [$"--os={platform}", $"--cpu={processor}"],
                Progress = progress,
            },
            cancellationToken);
        return Path.GetDirectoryName(path)!;
    }

    private static (string Name, string File) Platform()
        => OperatingSystem.IsWindows() ? ("win32", "rg.exe") : OperatingSystem.IsMacOS() ? ("darwin", "rg") : ("linux", "rg");

    private static string Resource(string name)
    {
        using StreamReader reader = new(typeof(SearchProgram).Assembly.GetManifestResourceStream($"npm/{name}")!);
        return reader.ReadToEnd();
    }
}
