using System.Diagnostics;
using System.Globalization;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Reads events with the official JavaScript SDK, in one process that stays, so that its code is warm.</summary>
internal sealed class JavaScriptReader : IDisposable
{
    private const string Script = "bench/sdk/read-events.mjs";

    private readonly Process _process;

    public JavaScriptReader(Uri baseUri)
    {
        var start = new ProcessStartInfo("node", [Repository.PathOf(Script), baseUri.GetLeftPart(UriPartial.Authority)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
    }

    public static bool IsInstalled => Directory.Exists(Repository.PathOf("bench/sdk/node_modules/@opencode-ai/sdk"));

    /// <returns>The time it took by its own clock, without what the process costs.</returns>
    public async Task<TimeSpan> ReadAsync(int count)
    {
        await _process.StandardInput.WriteLineAsync(count.ToString(CultureInfo.InvariantCulture));
        await _process.StandardInput.FlushAsync();
        string line = await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The JavaScript reader ended. Run `npm ci --ignore-scripts` in bench/sdk.");
        return TimeSpan.FromSeconds(double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill();
        _process.Dispose();
    }
}
