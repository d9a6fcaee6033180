namespace OpenCode.Ctl.Servers;

/// <summary>The variables of a server that differ from those of this command.</summary>
internal static class ServerEnvironment
{
    /// <summary>Marks a server and whatever it starts, by which they are found when it is gone.</summary>
    public const string Mark = "OCCTL_SERVER_MARK";

    public static IReadOnlyDictionary<string, string?> Of(StartRequest request, string id, string? password)
    {
        Dictionary<string, string?> variables = new(StringComparer.Ordinal)
        {
            [Mark] = id,
            ["OPENCODE_SERVER_PASSWORD"] = password,
            ["OPENCODE_SERVER_USERNAME"] = password is null ? null : OpenCodeCredential.DefaultUserName,
        };
        if (request.ConfigPath is { } config) variables["OPENCODE_CONFIG"] = Path.GetFullPath(config);
        if (request.Home is { } home)
        {
            string root = Path.GetFullPath(home);
            variables["HOME"] = root;
            variables["XDG_DATA_HOME"] = Path.Combine(root, ".local", "share");
            variables["XDG_STATE_HOME"] = Path.Combine(root, ".local", "state");
            variables["XDG_CONFIG_HOME"] = Path.Combine(root, ".config");
            variables["XDG_CACHE_HOME"] = Path.Combine(root, ".cache");
            if (OperatingSystem.IsWindows()) variables["USERPROFILE"] = root;
        }

        foreach ((string name, string? value) in request.Environment) variables[name] = value;
        return variables;
    }
}
