using System.Collections.Concurrent;
using OpenCode.Core.Errors;

namespace BatchSample;

/// <summary>Hands the prompts to the servers: first those that were begun, to the server that has their session; the others, to whoever has time.</summary>
internal sealed class Batch
{
    private readonly BatchSettings _settings;
    private readonly Journal _journal;
    private readonly JournalEntry[] _begun;
    private readonly ConcurrentQueue<int> _unsent;
    private readonly int _answered;
    private readonly ConcurrentBag<WorkDone> _done = [];

    private Batch(BatchSettings settings, Journal journal)
    {
        (_settings, _journal) = (settings, journal);
        JournalEntry[] known = [.. journal.Entries.Where(e => e.Prompt <= settings.Prompts)];
        _begun = [.. known.Where(static e => e.Answer is null)];
        _answered = known.Length - _begun.Length;
        _unsent = new(Enumerable.Range(1, settings.Prompts).Except(known.Select(static e => e.Prompt)));
    }

    /// <returns>The exit code: 0 when all prompts are answered, 1 when some are not, 130 when it was stopped.</returns>
    public static async Task<int> RunAsync(BatchSettings settings, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.Folder);
        try
        {
            using Journal journal = new(Path.Combine(settings.Folder, "journal.jsonl"));
            return await new Batch(settings, journal).RunAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"The journal cannot be opened; perhaps another batch is at work: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("Stopped. Start it again to go on.");
            return 130;
        }
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"{_settings.Prompts} prompts: {_answered} answered, {_begun.Length} begun, {_unsent.Count} to send. Journal: {_settings.Folder}");

        // A session that was begun needs its server, even if there are to be fewer now.
        int servers = _begun.Select(static e => e.Server + 1).Append(_settings.Addresses.Count > 0 ? _settings.Addresses.Count : _settings.Servers).Max();
        await using Crew crew = new();
        await crew.StartAsync(_settings, servers, cancellationToken);
        await Display.RunAsync(
            _answered,
            _settings.Prompts,
            servers,
            report => Task.WhenAll(crew.Servers.Select(server => WorkAsync(server, done =>
            {
                _done.Add(done);
                report(done);
            }, cancellationToken))));
        Console.WriteLine(string.Join(", ", Enum.GetValues<WorkSource>().Select(s => $"{s}: {_done.Count(d => d.Source == s)}")));
        return _done.Any(static d => d.Source == WorkSource.Failed) ? 1 : 0;
    }

    private Task WorkAsync(WorkServer server, Action<WorkDone> report, CancellationToken cancellationToken)
    {
        Work work = new(_journal);
        ConcurrentQueue<JournalEntry> begun = new(_begun.Where(e => e.Server == server.Number));
        return Task.WhenAll(Enumerable.Range(0, _settings.Parallel).Select(_ => WorkAsync(begun, work, server, report, cancellationToken)));
    }

    private async Task WorkAsync(
        ConcurrentQueue<JournalEntry> begun, Work work, WorkServer server, Action<WorkDone> report, CancellationToken cancellationToken)
    {
        try
        {
            while (begun.TryDequeue(out JournalEntry? entry)) report(await work.ResumeAsync(entry, server, cancellationToken));
            while (_unsent.TryDequeue(out int prompt)) report(await work.BeginAsync(prompt, server, cancellationToken));
        }
        catch (ApiException e)
        {
            // The other servers go on; what this one has begun is for the next run.
            await Console.Error.WriteLineAsync($"Server {server.Number} drops out: {e.Message}");
            _done.Add(new WorkDone(new JournalEntry(0, server.Number, new("")), WorkSource.Failed, e.Message));
        }
    }
}
