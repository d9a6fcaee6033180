using OpenCode.Benchmarks.Workloads;
using OpenCode.Benchmarks.Workloads.Turns;
using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Benchmarks.Quick;

/// <summary>Turns on a real server with a scripted model, which writes at once: by sessions, by a bare HttpClient, and by the JavaScript SDK.</summary>
internal static class TurnRun
{
    private const int WarmUp = 5;
    private const int Rounds = 30;
    private const int Pieces = 40;

    // What a session asks before and after it sends, and the others do not, takes answers of the server; bench/README.md has the reasons.
    private const double LeastForText = 0.80;
    private const double LeastForResult = 0.90;

    private const string Prompt = "Say what you did.";

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        string[] pieces = [.. Enumerable.Range(0, Pieces).Select(static i => $"word {i} ")];
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(new() { Model = new() { Respond = _ => new ModelTurn().Text(pieces) } });
        using var client = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = sandbox.BaseUri, Directory = sandbox.Directory, Password = "" });
        await using SessionTurns ours = new(sandbox.BaseUri, sandbox.Directory);
        await using BareTurns bare = new(sandbox.BaseUri, sandbox.Directory);
        List<ITurnSide> sides = [ours, bare];
        if (NodeScript.IsInstalled) sides.Add(new JavaScriptTurns(sandbox.BaseUri, sandbox.Directory));
        else Console.WriteLine("turns / JavaScript SDK: skipped, run `npm ci --ignore-scripts` in bench/sdk first");

        int characters = pieces.Sum(static p => p.Length);
        List<TurnTimes[]> rounds = [];
        for (int round = -WarmUp; round < Rounds; round++)
        {
            TurnTimes[] times = new TurnTimes[sides.Count];
            for (int i = 0; i < sides.Count; i++)
            {
                // Each side comes as often before another as after it.
                int side = round % 2 == 0 ? i : sides.Count - 1 - i;
                Session session = await client.Session.PostAsync(new() { Title = "Turn" });
                times[side] = await sides[side].RunAsync(session.Id, Prompt);
                if (times[side].Characters != characters) throw new InvalidOperationException("The text is not what the model wrote.");
            }

            if (round >= 0) rounds.Add(times);
        }

        foreach (ITurnSide side in sides.Skip(2)) await side.DisposeAsync();
        List<Ratio> ratios =
        [
            Compare("turn's first text / HttpClient", rounds, 1, static t => t.FirstText, LeastForText),
            Compare("turn's result / HttpClient", rounds, 1, static t => t.Total, LeastForResult),
        ];
        if (sides.Count < 3) return ratios;
        ratios.Add(Compare("turn's first text / JavaScript SDK", rounds, 2, static t => t.FirstText, LeastForText));
        ratios.Add(Compare("turn's result / JavaScript SDK", rounds, 2, static t => t.Total, LeastForResult));
        return ratios;
    }

    private static Ratio Compare(string name, List<TurnTimes[]> rounds, int peer, Func<TurnTimes, TimeSpan> time, double least)
    {
        double[] ours = [.. rounds.Select(r => time(r[0]).TotalSeconds)];
        double[] theirs = [.. rounds.Select(r => time(r[peer]).TotalSeconds)];

        // Most of the work happens in the server and in other processes; what this one allocates says nothing.
        Comparison found = new(
            TimeSpan.FromSeconds(Interleaved.Median(ours)),
            TimeSpan.FromSeconds(Interleaved.Median(theirs)),
            Interleaved.Median(ours.Zip(theirs, static (o, t) => t / o)),
            OurBytes: 0,
            PeerBytes: 0);
        return new Ratio(name, found, $">= {least:0.00}x speed", found.Speed >= least);
    }
}
