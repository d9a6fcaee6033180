using System.Diagnostics;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Turns;

namespace OpenCode.Benchmarks.Workloads.Turns;

/// <summary>Turns by the client's sessions.</summary>
internal sealed class SessionTurns : ITurnSide
{
    private readonly OpenCodeClient _client;
    private readonly string _directory;
    private readonly Task _reading;

    public SessionTurns(Uri baseUri, string directory)
    {
        _client = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = baseUri, Directory = directory, Password = "" });
        _directory = directory;

        // As the other sides do: without a reader, the connection for events is closed ten seconds after a turn.
        _reading = ReadEventsAsync();
    }

    public async Task<TurnTimes> RunAsync(string session, string prompt)
    {
        OpenCodeSession handle = _client.Sessions.Attach(new SessionReference(session, _directory));
        long start = Stopwatch.GetTimestamp();
        TimeSpan? first = null;
        int characters = 0;
        Turn turn = handle.Prompt(prompt);
        await foreach (TurnUpdate update in turn)
        {
            if (update is not TextUpdate text) continue;
            first ??= Stopwatch.GetElapsedTime(start);
            characters += text.Delta.Length;
        }

        TurnResult result = await turn;
        TimeSpan total = Stopwatch.GetElapsedTime(start);
        if (result.Text.Length != characters) throw new InvalidOperationException("The updates are not the text of the result.");
        return new TurnTimes(first ?? total, total, characters);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReadEventsAsync()
    {
        await foreach (Event _ in _client.Sessions.ReadEventsAsync())
        {
            // Nothing but to stay connected.
        }
    }
}
