namespace OpenCode.Hosting;

/// <summary>The variables that a server is started with.</summary>
internal static class ServerEnvironment
{
    public static void Apply(IDictionary<string, string?> environment, OpenCodeServerOptions options, string home)
    {
        foreach (string name in environment.Keys.Where(static n => n.StartsWith("OPENCODE", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            environment.Remove(name);
        }

        foreach ((string name, string path) in Folders(home))
        {
            HomeFolder.Make(home, path);
            environment[name] = path;
        }

        KeepLoopbackOffTheProxy(environment);
        if (options.ConfigJson is not null) environment["OPENCODE_CONFIG_CONTENT"] = options.ConfigJson;
        if (options.Password is not null)
        {
            environment["OPENCODE_SERVER_PASSWORD"] = options.Password;
            environment["OPENCODE_SERVER_USERNAME"] = options.UserName;
        }

        foreach ((string name, string? value) in options.Environment)
        {
            if (value is null) environment.Remove(name);
            else environment[name] = value;
        }
    }

    private static IEnumerable<(string Name, string Path)> Folders(string home)
    {
        yield return ("HOME", home);
        yield return ("XDG_DATA_HOME", Path.Combine(home, ".local", "share"));
        yield return ("XDG_STATE_HOME", Path.Combine(home, ".local", "state"));
        yield return ("XDG_CONFIG_HOME", Path.Combine(home, ".config"));
        yield return ("XDG_CACHE_HOME", Path.Combine(home, ".cache"));

        // The executable unpacks native libraries into the folder for temporary files and never removes them.
        string temporary = Path.Combine(home, "tmp");
        yield return ("TMPDIR", temporary);
        if (!OperatingSystem.IsWindows()) yield break;
        yield return ("TEMP", temporary);
        yield return ("TMP", temporary);
        yield return ("USERPROFILE", home);
        yield return ("APPDATA", Path.Combine(home, "AppData", "Roaming"));
        yield return ("LOCALAPPDATA", Path.Combine(home, "AppData", "Local"));
    }

    // Behind a company proxy the server would otherwise ask the proxy for a model on this machine.
    private static void KeepLoopbackOffTheProxy(IDictionary<string, string?> environment)
    {
        foreach (string name in new[] { "NO_PROXY", "no_proxy" })
        {
            string? before = environment.TryGetValue(name, out string? value) ? value : null;
            environment[name] = string.IsNullOrEmpty(before) ? "127.0.0.1,localhost" : $"{before},127.0.0.1,localhost";
        }
    }
}
