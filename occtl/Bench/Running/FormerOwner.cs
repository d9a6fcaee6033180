using System.Globalization;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>Ends what a benchmark that was killed has left: its servers, and the processes and folders of its runs.</summary>
internal static class FormerOwner
{
    private static readonly TimeSpan _same = TimeSpan.FromSeconds(1);

    /// <summary>Cleans up, and takes the folder over. The folder is locked: whoever had it does not work any more.</summary>
    public static async Task TakeOverAsync(OutputFolder output, ServerRunner runner, CancellationToken cancellationToken)
    {
        if (Read(output.OwnerFile) is { IsRunning: false } former)
        {
            IReadOnlyList<ServerEntry> entries = await runner.ListAsync(cancellationToken);

            // A server's entry says which process has started it, from before the server runs.
            await Task.WhenAll(entries
                .Where(e => e.Starter is { } starter && IsSame(starter, former))
                .Select(e => runner.Ending.EndAsync(e, TimeSpan.Zero, cancellationToken)));
        }

        RunFolder.RemoveAll(output);
        if (ProcessIdentity.Find(Environment.ProcessId) is not { } self) return;
        string owner = string.Create(CultureInfo.InvariantCulture, $"{self.Id} {self.StartedAt:O} {self.StartStamp}");
        await File.WriteAllTextAsync(output.OwnerFile, owner, cancellationToken);
    }

    /// <summary>Says that nothing was left.</summary>
    public static void Leave(OutputFolder output) => File.Delete(output.OwnerFile);

    private static bool IsSame(ProcessIdentity left, ProcessIdentity right) => left.Id == right.Id
        && (left.StartStamp is { } stamp && right.StartStamp is { } other ? stamp == other : (left.StartedAt - right.StartedAt).Duration() < _same);

    private static ProcessIdentity? Read(string file)
    {
        if (!File.Exists(file)) return null;
        string[] parts = File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length is 2 or 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && DateTimeOffset.TryParse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset started)
            ? new ProcessIdentity(id, started) { StartStamp = parts.ElementAtOrDefault(2) }
            : null;
    }
}
