namespace OpenCode.Hosting.Starting;

/// <summary>Saves the home of a single server what only a home that is kept needs.</summary>
internal static class TemporaryHome
{
    // OpenCode takes this for the result of its own installation. Seen in 1.18.33: it looks for the folder node_modules, and
    // for the name of the package among the root's dependencies in package-lock.json.
    private const string InstalledMark = """{ "lockfileVersion": 3, "packages": { "": { "dependencies": { "@opencode-ai/plugin": "*" } } } }""";

    // At the first request OpenCode installs @opencode-ai/plugin from npm into its settings folder, for plugins written there; a new
    // home has none. It runs inside the server: 10 to 20 seconds of full load, slow answers, and SIGTERM waits until it is done.
    public static void SkipPluginPackage(string home)
    {
        string settings = Path.Combine(home, ".config", "opencode");
        Directory.CreateDirectory(Path.Combine(settings, "node_modules"));
        File.WriteAllText(Path.Combine(settings, "package-lock.json"), InstalledMark);
    }
}
