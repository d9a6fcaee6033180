using System.Diagnostics;
using System.Globalization;
using OpenCode.Approvals;
using OpenCode.Contract.Tests.Hosting;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Testing;
using OpenCode.Testing.Faults;
using OpenCode.Turns;

namespace OpenCode.Contract.Tests.Turns;

/// <summary>
/// Many turns over connections that are cut again and again, and a server that is killed and restarted in between: every turn ends with exactly what the model
/// wrote, or with an outcome that is true, and no model is asked twice for the same step.
/// </summary>
/// <remarks><c>OPENCODE_CHAOS_TURNS</c> and <c>OPENCODE_CHAOS_SEED</c> change how many turns there are and when things break.</remarks>
public sealed class TurnChaosTests(ITestOutputHelper output)
{
    private const int SessionCount = 10;
    private const int KilledInRound = 4;
    private const int RestartedInRound = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_turn_ends_truly_whatever_breaks()
    {
        int count = Setting("OPENCODE_CHAOS_TURNS", 20);
        int seed = Setting("OPENCODE_CHAOS_SEED", 20261126);
        Random random = new(seed);
        TurnScripts scripts = new();
        await using OpenCodeSandbox sandbox = await TurnServer.StartAsync(scripts, Token);
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        await using OpenCodeClient client = new(new OpenCodeClientOptions { BaseUri = proxy.BaseUri, Directory = sandbox.Directory });
        OpenCodeSession[] sessions = await Task.WhenAll(Enumerable.Range(0, SessionCount).Select(i => client.Sessions.CreateAsync($"Chaos {i}", Token)));
        (string Prompt, string Text)[] plans = [.. Enumerable.Range(0, count).Select(i => Plan(i, random, scripts))];

        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task breaking = BreakAsync(sandbox, proxy, new Random(seed), over.Token);
        long began = Stopwatch.GetTimestamp();
        Ended[] ended = await Task.WhenAll(plans.Select((plan, i) => RunAsync(sessions[i % SessionCount], plan.Prompt)));
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        await over.CancelAsync();
        await breaking;
        proxy.ResumeListening();

        for (int i = 0; i < count; i++)
        {
            (Ended turn, (string prompt, string text)) = (ended[i], plans[i]);
            string what = $"seed {seed}, turn {i}, {turn.Result.Outcome}: {turn.Result.Error}";
            Assert.True(turn.Result.Outcome is TurnOutcome.Completed or TurnOutcome.ServerGone, what);
            Assert.True(turn.Shown == turn.Result.Text, $"{what}: shown \"{turn.Shown}\", stored \"{turn.Result.Text}\"");
            if (turn.Result.Outcome == TurnOutcome.Completed) Assert.Equal((i, text), (i, turn.Result.Text));
            else Assert.StartsWith(turn.Result.Text, text, StringComparison.Ordinal);
            Assert.True(scripts.Asked(prompt) <= 1, $"{what}: the model was asked {scripts.Asked(prompt)} times");
        }

        foreach (OpenCodeSession session in sessions) await NothingTwiceAsync(session);
        output.WriteLine($"seed {seed}: {count} turns in {took.TotalSeconds:0} s, {count / took.TotalSeconds:0.0} a second, "
            + $"{ended.Count(static e => e.Result.Outcome == TurnOutcome.ServerGone)} torn by kill and restart, {ended.Sum(static e => e.Gaps)} gaps healed, "
            + $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB at most");
    }

    private static int Setting(string name, int fallback)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : fallback;

    private static (string Prompt, string Text) Plan(int number, Random random, TurnScripts scripts)
    {
        ModelTurn turn = new();
        string text = "";
        int words = random.Next(1, 20);
        for (int word = 0; word < words; word++)
        {
            string next = $"{number}.{word} ";
            text += next;
            turn.Text(next).Delay(TimeSpan.FromMilliseconds(random.Next(0, 80)));
        }

        return (scripts.Prompt(turn), text);
    }

    private static async Task<Ended> RunAsync(OpenCodeSession session, string prompt)
    {
        Turn turn = session.Prompt(prompt, new TurnOptions { Permissions = PermissionPolicy.AllowAll, ThrowOn = TurnOptions.ThrowOnNothing }, Token);
        string shown = "";
        int gaps = 0;
        await foreach (TurnUpdate update in turn.WithCancellation(Token))
        {
            if (update is TextUpdate text) shown = text.IsReplacement ? text.Delta : shown + text.Delta;
            if (update is GapHealedUpdate) gaps++;
        }

        return new Ended(await turn, shown, gaps);
    }

    // Cuts at random, and in between the server is killed once, and restarted once.
    private static async Task BreakAsync(OpenCodeSandbox sandbox, FaultProxy proxy, Random random, CancellationToken cancellationToken)
    {
        ConnectionEnding[] endings = [ConnectionEnding.Close, ConnectionEnding.Reset, ConnectionEnding.HalfClose];
        try
        {
            for (int round = 1; ; round++)
            {
                await Task.Delay(random.Next(200, 1500), cancellationToken);
                await proxy.CutAllAsync(endings[random.Next(endings.Length)], cancellationToken);
                if (round == KilledInRound) RunningProcess.Kill(sandbox.Server.ProcessId);
                if (round is KilledInRound or RestartedInRound) await sandbox.RestartServerAsync(cancellationToken: CancellationToken.None);
                if (random.Next(4) != 0) continue;
                proxy.StopListening();
                await Task.Delay(random.Next(100, 2000), cancellationToken);
                proxy.ResumeListening();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private static async Task NothingTwiceAsync(OpenCodeSession session)
    {
        IReadOnlyList<MessageWithParts> messages = await session.GetMessagesAsync(Token);
        List<string> prompts =
            [.. messages.Where(static m => m.Info is UserMessage).Select(static m => string.Concat(m.Parts.OfType<TextPart>().Select(static t => t.Text)))];
        Assert.Equal(prompts.Distinct().Order(StringComparer.Ordinal), prompts.Order(StringComparer.Ordinal));
    }

    private sealed record Ended(TurnResult Result, string Shown, int Gaps);
}
