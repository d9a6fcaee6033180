using System.ComponentModel;
using System.Diagnostics;

namespace OpenCode.Verification.Releases;

/// <summary>Releases 1.0 get the program that talks to a model from the npm registry at the first prompt; later ones have it with them.</summary>
internal static class ModelClientDownload
{
    private static readonly Version s_firstWithout = new(1, 1);

    /// <summary>The variables that let a release reach the registry that npm uses here, and nothing else; none for a release that needs no registry.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> EnvironmentAsync(string release, CancellationToken cancellationToken)
    {
        if (!Version.TryParse(release.Split('-')[0], out Version? version) || version >= s_firstWithout) return new Dictionary<string, string?>();
        if (await RegistryAsync(cancellationToken) is not { } registry) return new Dictionary<string, string?>();
        return new Dictionary<string, string?>
        {
            ["NPM_CONFIG_REGISTRY"] = registry.ToString(),
            ["NO_PROXY"] = $"127.0.0.1,localhost,{registry.Host}",
            ["no_proxy"] = $"127.0.0.1,localhost,{registry.Host}",
        };
    }

    private static async Task<Uri?> RegistryAsync(CancellationToken cancellationToken)
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new("cmd.exe", ["/d", "/c", "npm config get registry"])
            : new("npm", ["config", "get", "registry"]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            using Process npm = Process.Start(start)!;
            Task<string> errors = npm.StandardError.ReadToEndAsync(cancellationToken);
            string output = await npm.StandardOutput.ReadToEndAsync(cancellationToken);
            await npm.WaitForExitAsync(cancellationToken);
            await errors;
            return Uri.TryCreate(output.Trim(), UriKind.Absolute, out Uri? registry) ? registry : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
