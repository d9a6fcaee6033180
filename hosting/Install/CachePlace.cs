namespace OpenCode.Hosting.Install;

/// <summary>Where releases are kept when no option says it. Never found by looking around: only what somebody said counts.</summary>
/// <param name="Variable">Reads an environment variable.</param>
/// <param name="Setting">Reads what the program's project says.</param>
/// <param name="System">The operating system.</param>
internal sealed record CachePlace(Func<string, string?> Variable, Func<string, string?> Setting, CacheSystem System)
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string VariableName = "OPENCODEGEN_CACHE";

    /// <summary>The setting of a project that names the folder.</summary>
    public const string SettingName = "OpenCode.Hosting.CacheFolder";

    public static CachePlace OfThisProcess { get; } = new(
        Environment.GetEnvironmentVariable,
        static name => AppContext.GetData(name) as string,
        OperatingSystem.IsWindows() ? CacheSystem.Windows : OperatingSystem.IsMacOS() ? CacheSystem.MacOS : CacheSystem.Other);

    /// <summary>The folder, an absolute path.</summary>
    /// <exception cref="OpenCodeServerException">What was said is no absolute path, or the user has no folder for such things.</exception>
    public string Find()
    {
        if (Said(Variable, VariableName) is { } said) return Absolute(said, $"The environment variable {VariableName}");
        if (Said(Setting, SettingName) is { } setting) return Absolute(setting, $"The setting {SettingName} of this program");
        return Path.Combine(OfPlatform(), "opencodegen");
    }

    private string OfPlatform() => System switch
    {
        CacheSystem.Windows => Said(Variable, "LOCALAPPDATA")
            ?? (Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } folder ? folder : throw NoPlace("LOCALAPPDATA")),

        // The convention says to ignore a relative one. It is not macOS's own, but whoever sets it there means it.
        _ when Said(Variable, "XDG_CACHE_HOME") is { } xdg && Path.IsPathRooted(xdg) => xdg,
        CacheSystem.MacOS => Path.Combine(Home(), "Library", "Caches"),
        _ => Path.Combine(Home(), ".cache"),
    };

    private string Home() => Said(Variable, "HOME") is { } home && Path.IsPathRooted(home) ? home
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 1 } profile ? profile
        : throw NoPlace("HOME");

    private static string? Said(Func<string, string?> source, string name) => source(name) is { Length: > 0 } text ? text : null;

    private static string Absolute(string path, string what) => Path.IsPathRooted(path) ? Path.GetFullPath(path) : throw Unusable(
        $"{what} is '{path}', which is not an absolute path. Releases of OpenCode are kept there, wherever a program is started: give an absolute one.");

    private static OpenCodeServerException NoPlace(string variable) => Unusable(
        $"There is no folder to keep releases of OpenCode in: {variable} is not set. Set it, or {VariableName}, or OpenCodeInstallationOptions.CacheFolder.");

    private static OpenCodeServerException Unusable(string message) => new(OpenCodeServerFailure.NotInstalled, message);
}

/// <summary>Operating systems that differ in where caches are.</summary>
internal enum CacheSystem
{
    /// <summary>Linux and everything else that follows the XDG convention.</summary>
    Other,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}
