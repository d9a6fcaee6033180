using System.Diagnostics;
using OpenCode.Sessions;
using OpenCode.Turns;

namespace OpenCode.Benchmarks.Workloads.Turns;

/// <summary>Turns by the client's sessions.</summary>
internal sealed class SessionTurns(Uri baseUri, string directory) : ITurnSide
{
    private readonly OpenCodeClient _client = new(new OpenCodeClientOptions { BaseUri = baseUri, Directory = directory, Password = "" });

    public async Task<TurnTimes> RunAsync(string session, string prompt)
    {
        OpenCodeSession handle = _client.Sessions.Attach(new SessionReference(session, directory));
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

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
