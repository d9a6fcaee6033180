using System.Diagnostics;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>A script with the official JavaScript SDK, in one process that stays, so that its code is warm: it answers lines with lines.</summary>
internal sealed class NodeScript : IDisposable
{
    private readonly Process _process;

    /// <param name="name">A file of <c>bench/sdk</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public NodeScript(string name, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("node", [Repository.PathOf($"bench/sdk/{name}"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
    }

    public static bool IsInstalled => Directory.Exists(Repository.PathOf("bench/sdk/node_modules/@opencode-ai/sdk"));

    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await ReadAsync();
    }

    public async Task<string> ReadAsync()
        => await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The JavaScript process ended. Run `npm ci --ignore-scripts` in bench/sdk.");

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill();
        _process.Dispose();
    }
}
