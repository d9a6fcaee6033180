using System.Reflection;
using System.Runtime.InteropServices;
using OpenCode.Hosting;

namespace OpenCode.Pact.Native;

/// <summary>The file of the native core for this process. npm's packages of the core have one each for a platform.</summary>
internal static class CoreLibrary
{
    /// <summary>What the imports of the core are said to come from.</summary>
    public const string Name = "pact_ffi";

    private static readonly Lock _lock = new();
    private static string? _path;

    // Before any function of the core is called: the runtime asks only once, and would look beside the assembly otherwise.
    private static readonly bool _registered = Register();

    /// <summary>The npm packages' version.</summary>
    public static string Version { get; } = System.Text.Json.JsonDocument.Parse(Resource("package.json"))
        .RootElement.GetProperty("optionalDependencies").EnumerateObject().First().Value.GetString()!;

    /// <summary>Says from which file the core is loaded, when another process has looked for it already.</summary>
    public static void Use(string path)
    {
        lock (_lock) _path = path;
    }

    /// <summary>Makes sure that the runtime asks here.</summary>
    public static void Prepare() => _ = _registered;

    /// <summary>The file; it is installed when it is not in the cache.</summary>
    /// <exception cref="PactCoreException">There is no core for this platform, or it could not be installed.</exception>
    public static async Task<string> EnsureAsync(Action<string>? progress, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_path is { } known) return known;
        }

        CorePlatform platform = CorePlatform.OfThisProcess;
        try
        {
            string path = await NpmInstallation.EnsureAsync(
                new NpmInstallationOptions
                {
                    Name = $"pact-core-{Version}-{platform.Package}",
                    Description = $"the Pact core {Version}",
                    Manifest = Resource("package.json"),
                    LockFile = Resource("package-lock.json"),
                    File = platform.File,
                    Arguments = platform.Arguments,
                    Progress = progress,
                },
                cancellationToken).ConfigureAwait(false);
            Use(path);
            return path;
        }
        catch (OpenCodeServerException exception)
        {
            throw new PactCoreException(exception.Message, exception);
        }
    }

    private static bool Register()
    {
        NativeLibrary.SetDllImportResolver(typeof(CoreLibrary).Assembly, Resolve);
        return true;
    }

    // Whoever has not called PactCore.EnsureAsync waits here. Not on this thread's own context, which might wait for itself.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
        => name == Name ? NativeLibrary.Load(Task.Run(static () => EnsureAsync(null, CancellationToken.None)).GetAwaiter().GetResult()) : 0;

    private static string Resource(string name)
    {
        using StreamReader reader = new(typeof(CoreLibrary).Assembly.GetManifestResourceStream($"npm/{name}")!);
        return reader.ReadToEnd();
    }
}
