using System.Diagnostics;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Generates the whole client, with this project's generator and with NSwag, each as a process of its own.</summary>
internal sealed class GeneratorProcess : IDisposable
{
    // The package has a build for each runtime; the newest one also runs on later runtimes.
    private const string NSwagAssembly = "bench/nswag/node_modules/nswag/bin/binaries/Net100/dotnet-nswag.dll";

    private readonly string _spec = Repository.PathOf("spec/openapi.json");
    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("opencode-bench-");

    public static bool HasNSwag => File.Exists(Repository.PathOf(NSwagAssembly));

    public GeneratorProcess()
    {
        File.Copy(Repository.PathOf("spec/names.lock.json"), PathOf("names.lock.json"));
    }

    public Task RunAsync() => RunAsync(
        Repository.PathOf("artifacts/bin/OpenCodeGen/release/OpenCodeGen.Generator.dll"),
        "--spec", _spec,
        "--output", PathOf("ours"),
        "--names", PathOf("names.lock.json"),
        "--curated-names", Repository.PathOf("spec/names.json"),
        "--docs", Repository.PathOf("spec/docs.json"),
        "--namespace", "OpenCode",
        "--client", "OpenCodeClient",
        "--dialect", "opencode");

    public Task RunNSwagAsync() => RunAsync(
        Repository.PathOf(NSwagAssembly),
        "openapi2csclient",
        $"/input:{_spec}",
        $"/output:{PathOf("NSwagClient.cs")}");

    public void Dispose() => _output.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_output.FullName, name);

    private static async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{await error}");
    }
}
