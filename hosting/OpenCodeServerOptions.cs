using System.Text.Json;
using OpenCode.Hosting.Logs;

namespace OpenCode.Hosting;

/// <summary>How to start an <see cref="OpenCodeServer"/>. Everything has a default: <c>new()</c> starts the pinned release.</summary>
public sealed class OpenCodeServerOptions
{
    // Timers of the runtime bear no more.
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>The opencode executable: a path, or a name to be found on the <c>PATH</c>.</summary>
    public string? Executable { get; init; }

    /// <summary>A release that is installed, from <see cref="OpenCodeInstallation.EnsureAsync"/>.</summary>
    public OpenCodeInstallation? Installation { get; init; }

    /// <summary>
    /// A release by number, such as <c>1.18.33</c>, installed from npm if necessary. Set at most one of this,
    /// <see cref="Installation"/> and <see cref="Executable"/>; with none of them it is <see cref="OpenCodeInstallation.PinnedVersion"/>.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>The project that the server works in unless a request names another. Default: the current directory.</summary>
    public string? Directory { get; init; }

    /// <summary>The port, or 0 (the default) for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Ports to choose from, instead of <see cref="Port"/>: the first free one is taken.</summary>
    public OpenCodePortRange? PortRange { get; init; }

    /// <summary>The address to listen on. Anything but the default <c>127.0.0.1</c> lets other machines run commands here.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>
    /// When set, the server demands it (HTTP basic authentication). Passed in the environment, never on the command line, and
    /// masked in <see cref="ServerLog"/>. Releases that know no password, such as 1.0.0, are refused on a <see cref="Hostname"/>
    /// that other machines can reach.
    /// </summary>
    public string? Password { get; init; }

    /// <summary>The user name that goes with <see cref="Password"/>.</summary>
    public string UserName { get; init; } = "opencode";

    /// <summary>
    /// Variables to add to the server's environment; null removes one. The rest is this process's environment without
    /// its <c>OPENCODE_*</c> variables, so that a server behaves the same when started from inside an OpenCode agent.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// The server's home: <c>HOME</c>, the <c>XDG_*</c> folders and the folder for temporary files lie in it, and so its data,
    /// settings and credentials. Default: a new temporary folder, deleted with the server. What is missing of a home of your own is made
    /// readable for this user alone; what is there keeps its mode. In it, OpenCode installs its plugin package from npm at the first
    /// request, and neither answers nor ends quickly until that is done.
    /// </summary>
    public string? Home { get; init; }

    /// <summary>OpenCode settings as JSON text, stronger than those of the project (<c>OPENCODE_CONFIG_CONTENT</c>).</summary>
    public string? ConfigJson { get; init; }

    /// <summary>
    /// Existing folders to delete when the server has ended: on disposal, and also when this process is killed
    /// (not on Windows). For temporary project directories; a folder you want to keep does not belong here.
    /// </summary>
    public IReadOnlyList<string> FoldersToDelete { get; init; } = [];

    /// <summary>How long the server may take until it answers. Installing it does not count. Default: a minute.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the server may take to end after SIGTERM before it is killed. Default: five seconds.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock for all waiting.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        if (new object?[] { Executable, Installation, Version }.Count(static o => o is not null) > 1)
        {
            throw Invalid(nameof(Executable), "is one of two or three ways to say what to run; set only one of Executable, Installation and Version");
        }

        if (Version is not null) new OpenCodeInstallationOptions { Version = Version }.Validate();
        if (PortRange is { } range && (Port != 0 || !range.IsUsable))
        {
            throw Invalid(nameof(PortRange), Port != 0
                ? $"is {range} and Port is {Port}; set only one of them"
                : $"is {range}; give two ports from 1 to 65535, the smaller one first");
        }

        if (Port is < 0 or > 65535) throw Invalid(nameof(Port), $"is {Port}; give 0 for a free port, or 1 to 65535");
        if (string.IsNullOrWhiteSpace(Hostname)) throw Invalid(nameof(Hostname), "is empty; give an address such as 127.0.0.1");
        if (Password is "") throw Invalid(nameof(Password), "is empty; leave it null for a server without a password");
        if (Password?.Contains('\0', StringComparison.Ordinal) == true)
            throw Invalid(nameof(Password), "holds a NUL character, which no environment variable can carry");
        if (Executable is not null && string.IsNullOrWhiteSpace(Executable))
            throw Invalid(nameof(Executable), "is empty; give a path or a name, or leave it null to use the pinned release");
        if (Home is not null && string.IsNullOrWhiteSpace(Home)) throw Invalid(nameof(Home), "is empty; give a folder, or leave it null for a temporary one");
        if (Environment.Any(
            static v => v.Key.Length == 0 || v.Key.AsSpan().ContainsAny('=', '\0') || v.Value?.Contains('\0', StringComparison.Ordinal) == true))
        {
            // Names only: a value may be a secret.
            throw Invalid(nameof(Environment), "has a name that is empty or holds '=', or a NUL character somewhere; no process can be given such a variable");
        }

        if (string.IsNullOrEmpty(UserName) || UserName.Contains(':', StringComparison.Ordinal))
        {
            throw Invalid(nameof(UserName), $"is '{UserName}'; basic authentication needs a name without a colon");
        }

        if (Executable is not null && (Path.IsPathRooted(Executable) || Path.GetFileName(Executable) != Executable) && !File.Exists(Executable))
        {
            throw new OpenCodeServerException(
                OpenCodeServerFailure.NotInstalled,
                $"OpenCodeServerOptions.Executable '{Executable}' {(System.IO.Directory.Exists(Executable) ? "is a folder" : "does not exist")}. Correct the path, or leave it null to use the pinned release.");
        }

        if (Directory is not null && !System.IO.Directory.Exists(Directory))
        {
            throw Invalid(nameof(Directory), $"'{Directory}' does not exist; create it first (a server would start, and then fail on requests)");
        }

        if (StartTimeout <= TimeSpan.Zero || StartTimeout > _longest)
            throw Invalid(nameof(StartTimeout), $"is {StartTimeout}; give a positive time of at most 24 days");
        if (StopTimeout < TimeSpan.Zero || StopTimeout > _longest)
            throw Invalid(nameof(StopTimeout), $"is {StopTimeout}; give zero (kill at once) or more, at most 24 days");
        foreach (string folder in FoldersToDelete) ValidateFolderToDelete(folder);
        ValidateConfig();
    }

    private void ValidateConfig()
    {
        if (ConfigJson is null) return;
        try
        {
            using JsonDocument document = JsonDocument.Parse(ConfigJson);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Invalid(nameof(ConfigJson), $"is a JSON {document.RootElement.ValueKind}; give an object, as in opencode.json");
            }
        }
        catch (JsonException exception)
        {
            // The text itself stays out of the message: it may hold an API key.
            throw new ArgumentException($"{nameof(OpenCodeServerOptions)}.{nameof(ConfigJson)} is not JSON: {exception.Message}", exception);
        }
    }

    private static void ValidateFolderToDelete(string folder)
    {
        string home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        bool holdsHome = home.Length > 0 && (home + Path.DirectorySeparatorChar).StartsWith(full + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (!Path.IsPathRooted(folder) || holdsHome || Path.GetPathRoot(full) == full || !System.IO.Directory.Exists(full))
        {
            throw Invalid(
                nameof(FoldersToDelete),
                $"holds '{folder}'; give absolute paths of existing folders, made for this server and not above the user's home");
        }
    }

    private static ArgumentException Invalid(string property, string problem) =>
        new($"{nameof(OpenCodeServerOptions)}.{property} {problem}.");
}
