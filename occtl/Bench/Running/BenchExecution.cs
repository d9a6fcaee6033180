using System.Collections.Concurrent;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>Does what is missing of a benchmark.</summary>
/// <param name="runner">Starts servers.</param>
/// <param name="plan">The benchmark.</param>
/// <param name="output">Where its results are.</param>
/// <param name="options">What else was asked for.</param>
internal sealed class BenchExecution(ServerRunner runner, BenchPlan plan, OutputFolder output, BenchExecutionOptions options)
{
    private const int Attempts = 2;

    /// <summary>The runs without a result that counts.</summary>
    public static IReadOnlyList<BenchRun> Missing(BenchPlan plan, IReadOnlyList<RunResult> results, bool retry)
    {
        HashSet<string> done = [.. results.Where(r => !retry || !RunOutcome.IsNotTheModels(r.Outcome)).Select(static r => r.Run)];
        return [.. plan.Runs.Where(r => !done.Contains(r.Id))];
    }

    /// <exception cref="OperationCanceledException">It was broken off; what is finished is kept.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using IDisposable taken = output.Take();
        BenchRecord record = output.Prepare(plan, options.Fresh, runner.Time.GetUtcNow());
        IReadOnlyList<RunResult> before = ResultsFile.Read(output.ResultsFile);
        IReadOnlyList<BenchRun> missing = Missing(plan, before, options.Retry);
        await FormerOwner.TakeOverAsync(output, runner, cancellationToken);
        if (missing.Count == 0) return;
        await GitTree.RequireAsync(cancellationToken);
        Directory.CreateDirectory(output.WorkFolder);
        try
        {
            await using ServerPool pool = new(runner, plan, output.WorkFolder);
            await pool.OpenAsync(cancellationToken);
            await ModelCheck.RunAsync(plan, pool.First.Client, cancellationToken);
            (record with { Release = pool.First.Entry.Version }).Write(output.RecordFile);
            HashSet<string> again = [.. missing.Select(static r => r.Id)];
            RunResult[] kept = [.. before.Where(r => !again.Contains(r.Run))];
            using ProgressLine progress = new(
                Console.IsErrorRedirected ? null : runner.Errors, kept.Length + missing.Count, kept.Length, kept.Count(static r => r.Passed), runner.Time);
            await WorkAsync(new ConcurrentQueue<BenchRun>(missing), pool, progress, cancellationToken);
        }
        finally
        {
            if (!options.Keep) RunFolder.RemoveAll(output);
            if (Directory.Exists(output.WorkFolder) && !Directory.EnumerateFileSystemEntries(output.WorkFolder).Any()) Directory.Delete(output.WorkFolder);
            FormerOwner.Leave(output);
        }
    }

    private async Task WorkAsync(ConcurrentQueue<BenchRun> missing, ServerPool pool, ProgressLine progress, CancellationToken cancellationToken)
    {
        using ResultsFile results = ResultsFile.Open(output.ResultsFile);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        SingleRun single = new(plan, output, options.Keep, runner.Time);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(plan.Concurrency, missing.Count)).Select(_ => WorkerAsync()));

        async Task WorkerAsync()
        {
            try
            {
                while (!stop.IsCancellationRequested && missing.TryDequeue(out BenchRun? run))
                {
                    progress.Begin();
                    RunResult result;
                    try
                    {
                        result = await DoAsync(single, run, pool, stop.Token);
                    }
                    catch
                    {
                        progress.GiveUp();
                        throw;
                    }

                    results.Append(result);
                    progress.End(result.Passed);
                }

                stop.Token.ThrowIfCancellationRequested();
            }
            catch
            {
                // A full disk or the last server's end is everybody's: the others break off, and the first reason is told.
                await stop.CancelAsync();
                throw;
            }
        }
    }

    // A server that dies says nothing about a model: the run is done again elsewhere.
    private static async Task<RunResult> DoAsync(SingleRun single, BenchRun run, ServerPool pool, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            BenchServer server = pool.Take();
            RunResult result;
            try
            {
                result = await single.RunAsync(run, server, cancellationToken);
            }
            finally
            {
                pool.GiveBack(server);
            }

            // Somebody else's server may have its port by now, and refuse.
            if (result.Outcome == RunOutcome.Failed && !pool.Runs(server)) result = result with { Outcome = RunOutcome.ServerGone };
            if (result.Outcome != RunOutcome.ServerGone) return result;
            await pool.ReviewAsync(server, cancellationToken);
            if (attempt == Attempts) return result;
        }
    }
}

/// <summary>What can be asked of a benchmark beside its file.</summary>
/// <param name="Fresh">Whether earlier results are put aside.</param>
/// <param name="Retry">Whether runs that failed for reasons that are not the model's are done again.</param>
/// <param name="Keep">Whether the copied directories are kept.</param>
internal sealed record BenchExecutionOptions(bool Fresh, bool Retry, bool Keep);
