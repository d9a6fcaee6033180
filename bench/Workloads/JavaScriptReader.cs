using System.Globalization;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Reads events with the official JavaScript SDK.</summary>
internal sealed class JavaScriptReader(Uri baseUri) : IDisposable
{
    private readonly NodeScript _script = new("read-events.mjs", baseUri.GetLeftPart(UriPartial.Authority));

    /// <returns>The time it took by its own clock, without what the process costs.</returns>
    public async Task<TimeSpan> ReadAsync(int count)
    {
        string line = await _script.AskAsync(count.ToString(CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));
    }

    public void Dispose() => _script.Dispose();
}
