using System.Diagnostics;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>A program of the clone, compiled to native code.</summary>
internal static class NativeProgram
{
    /// <summary>Compiles one.</summary>
    /// <param name="project">Its folder in the clone.</param>
    /// <param name="name">What the program is called.</param>
    /// <param name="folder">Where it goes.</param>
    /// <param name="more">Further arguments of `dotnet publish`.</param>
    /// <returns>The path of the program; null where the compiler cannot be had.</returns>
    public static async Task<string?> PublishAsync(string project, string name, string folder, params string[] more)
    {
        string[] publish =
        [
            "publish", Repository.PathOf(project), "-c", "Release", "--use-current-runtime", "-p:PublishAot=true",
            "--artifacts-path", Path.Combine(folder, "artifacts"), $"-p:LockFileFolder={folder}/locks", "--output", folder, .. more,
        ];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", publish) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
        Console.WriteLine($"{name} / native: skipped, {output.Split('\n').FirstOrDefault(static l => l.Contains("error", StringComparison.Ordinal))?.Trim()}");
        return null;
    }
}
