namespace OpenCode.Hosting.Starting;

/// <summary>The variables that a server is started with.</summary>
internal static class ServerEnvironment
{
    public static void Apply(IDictionary<string, string?> environment, OpenCodeServerOptions options, ServerHome home)
    {
        foreach (string name in environment.Keys.Where(static n => n.StartsWith("OPENCODE", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            environment.Remove(name);
        }

        home.MakeFolders();
        foreach ((string name, string path) in home.Folders) environment[name] = path;
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
