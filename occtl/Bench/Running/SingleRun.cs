using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Errors;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Trajectories;
using OpenCode.Ctl.Store;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Turns;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>Does one run: copies, prepares, prompts, measures, checks, and writes its trajectory.</summary>
/// <param name="plan">The benchmark.</param>
/// <param name="output">Where its results are.</param>
/// <param name="keep">Whether the copied directories are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class SingleRun(BenchPlan plan, OutputFolder output, bool keep, TimeProvider time)
{
    private static readonly TimeSpan _untilGone = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _untilDisposed = TimeSpan.FromSeconds(10);

    /// <exception cref="OperationCanceledException">It was broken off, and says nothing.</exception>
    public async Task<RunResult> RunAsync(BenchRun run, BenchServer server, CancellationToken cancellationToken)
    {
        RunResult result = new()
        {
            Run = run.Id,
            Model = run.Model.Name,
            Task = run.Task.Id,
            Repeat = run.Repeat,
            StartedAt = time.GetUtcNow(),
            Server = server.Entry.Id,
            Outcome = RunOutcome.Failed,
        };
        RunFolder folder = new(output, run, plan);
        try
        {
            await folder.MakeAsync(cancellationToken);
            if (await folder.SetUpAsync(cancellationToken) is { } problem) return result with { Outcome = RunOutcome.SetupFailed, Error = problem };
            return await PromptAsync(run, server, folder, result, cancellationToken);
        }
        catch (ApiConnectionException exception)
        {
            return result with { Outcome = RunOutcome.ServerGone, Error = exception.Message };
        }
        catch (Exception exception) when (exception is ApiException or IOException or UnauthorizedAccessException)
        {
            // Of this run: a file that cannot be copied or read. A disk that is full ends the benchmark when the result is written.
            return result with { Error = exception.Message };
        }
        finally
        {
            await ForgetAsync(server, folder);
            if (!keep || cancellationToken.IsCancellationRequested) folder.Remove();
        }
    }

    private async Task<RunResult> PromptAsync(BenchRun run, BenchServer server, RunFolder folder, RunResult result, CancellationToken cancellationToken)
    {
        await WarmUpAsync(server.Client, folder.Copy, cancellationToken);
        SessionCreateRequest request = new() { Title = $"bench {run.Id}", Agent = run.Model.Agent, Permission = BenchPermissions.Rules(plan.Permissions) };
        OpenCodeSession session = await server.Client.Sessions.CreateAsync(request, folder.Copy, cancellationToken);
        result = result with { Session = session.Id, StartedAt = time.GetUtcNow() };
        TurnOptions options = new()
        {
            Model = run.Model.Model,
            Agent = run.Model.Agent,
            Variant = run.Model.Variant,
            Permissions = BenchPermissions.Policy(plan.Permissions),
            Limits = new TurnLimits { Duration = run.Task.TimeLimit, Cost = run.Task.MoneyLimit },
            ReadDiff = false,
            ServerGoneAfter = _untilGone,
        };
        long began = time.GetTimestamp();
        TimeSpan? first = null;
        Turn turn = session.Prompt(run.Task.Prompt, options, cancellationToken);
        await foreach (TurnUpdate update in turn.WithCancellation(CancellationToken.None))
        {
            if (update is TextUpdate { Delta.Length: > 0 } or ReasoningUpdate { Delta.Length: > 0 } or ToolStartedUpdate) first ??= time.GetElapsedTime(began);
        }

        TurnResult turned = await turn.GetResultAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        result = result with
        {
            Outcome = RunOutcome.Of(turned.Outcome),
            Error = turned.Error,
            FirstTokenSeconds = first?.TotalSeconds,
            TotalSeconds = turned.Duration.TotalSeconds,
            Tokens = new RunTokens(
                turned.Usage.InputTokens, turned.Usage.OutputTokens, turned.Usage.ReasoningTokens, turned.Usage.CacheReadTokens, turned.Usage.CacheWriteTokens),
            Money = turned.Usage.Cost,
        };
        try
        {
            if (result.Outcome != RunOutcome.ServerGone)
            {
                result = result with { Files = await folder.ChangesAsync(cancellationToken) };
                result = result with { Checks = await folder.CheckAsync(turned.Text, cancellationToken) };
            }

            WriteTrajectory(run, server, result, turned);
            return result;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What the turn has cost is known all the same.
            return result with { Outcome = RunOutcome.Failed, Error = exception.Message };
        }
    }

    // A server reads settings, providers, agents and tools of a directory when it is first asked about it: none of the model's time.
    private static async Task WarmUpAsync(OpenCodeClient client, string directory, CancellationToken cancellationToken)
    {
        try
        {
            await client.Config.Providers.GetAsync(c => c.Query.Directory = directory, cancellationToken);
            await client.Agent.GetAsync(c => c.Query.Directory = directory, cancellationToken);
            await client.Experimental.Tool.Ids.GetAsync(c => c.Query.Directory = directory, cancellationToken);
        }
        catch (ApiException exception) when (exception is not ApiConnectionException)
        {
            // Settings that cannot be read are the prompt's to tell.
        }
    }

    private void WriteTrajectory(BenchRun run, BenchServer server, RunResult result, TurnResult turned)
    {
        JsonObject trajectory = Trajectory.Of(new TrajectorySource
        {
            Id = run.Id,
            Session = turned.SessionId,
            Release = server.Entry.Version ?? "unknown",
            Model = run.Model.Model,
            Prompt = run.Task.Prompt,
            StartedAt = result.StartedAt,
            Steps = turned.Messages,
            Children = turned.ChildMessages,
            Extra = new JsonObject
            {
                ["benchmark"] = plan.Name,
                ["task"] = run.Task.Id,
                ["repeat"] = run.Repeat,
                ["outcome"] = result.Outcome,
                ["error"] = result.Error,
                ["passed"] = result.Passed,
            },
        });
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = true })) trajectory.WriteTo(writer);
        WholeFile.Write(output.TrajectoryFile(run.Id), buffer.ToArray());
    }

    // A server keeps watchers and language servers for every directory that it was asked about.
    private static async Task ForgetAsync(BenchServer server, RunFolder folder)
    {
        using CancellationTokenSource late = new(_untilDisposed);
        try
        {
            await server.Client.Instance.Dispose.PostAsync(c => c.Query.Directory = folder.Copy, late.Token);
        }
        catch (Exception exception) when (exception is ApiException or OperationCanceledException)
        {
            // It costs the server memory, and the run nothing.
        }
    }
}
