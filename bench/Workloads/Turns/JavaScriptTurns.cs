using System.Globalization;

namespace OpenCode.Benchmarks.Workloads.Turns;

/// <summary>Turns with the official JavaScript SDK, timed by its own process's clock.</summary>
internal sealed class JavaScriptTurns(Uri baseUri, string directory) : ITurnSide
{
    private readonly NodeScript _script = new("run-turns.mjs", baseUri.GetLeftPart(UriPartial.Authority), directory);
    private bool _isConnected;

    public async Task<TurnTimes> RunAsync(string session, string prompt)
    {
        if (!_isConnected) await _script.ReadAsync();
        _isConnected = true;
        string[] fields = (await _script.AskAsync($"{session} {prompt}")).Split(' ');
        return new TurnTimes(Seconds(fields[0]), Seconds(fields[1]), int.Parse(fields[2], CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync()
    {
        _script.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
}
