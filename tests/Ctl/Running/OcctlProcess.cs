using System.Diagnostics;
using System.Text;

namespace OpenCode.Ctl.Tests.Running;

/// <summary>The built tool as a process, which knows nothing of this user's servers.</summary>
internal static class OcctlProcess
{
    private const string InstalledMark = """{ "lockfileVersion": 3, "packages": { "": { "dependencies": { "@opencode-ai/plugin": "*" } } } }""";

    /// <summary>The built tool.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "occtl.exe" : "occtl");

    /// <summary>Begins a command.</summary>
    /// <param name="data">Where the tool keeps its store.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="arguments">What is typed after its name.</param>
    /// <param name="environment">Variables beside the usual ones.</param>
    public static Process Start(string data, string directory, string[] arguments, params IReadOnlyList<(string Name, string Value)> environment)
        => Process.Start(Describe(Program, data, directory, arguments, environment))!;

    /// <summary>The same for any program that runs the tool.</summary>
    public static ProcessStartInfo Describe(
        string program, string data, string directory, string[] arguments, params IReadOnlyList<(string Name, string Value)> environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = directory,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["OCCTL_DATA_DIR"] = data;
        start.Environment.Remove("OCCTL_SERVER");
        start.Environment.Remove("OPENCODE_SERVER_PASSWORD");
        start.Environment.Remove("OPENCODE_SERVER_USERNAME");
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return start;
    }

    /// <summary>Makes a home that looks as if the plugin package were in it; else each server installs it from npm.</summary>
    public static void MakeHome(string home)
    {
        string settings = Path.Combine(home, ".config", "opencode");
        Directory.CreateDirectory(Path.Combine(settings, "node_modules"));
        File.WriteAllText(Path.Combine(settings, "package-lock.json"), InstalledMark);
    }
}
