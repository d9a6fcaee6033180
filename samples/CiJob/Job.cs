using OpenCode.Approvals;
using OpenCode.Core.Errors;
using OpenCode.Hosting;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Turns;

namespace CiJobSample;

/// <summary>Runs the prompt, and makes an exit code and a sentence of what becomes of it.</summary>
internal static class Job
{
    private const int TitleLength = 60;

    public static async Task<int> RunAsync(JobSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            PermissionPolicy permissions = Rules.Policy(settings.Allow, settings.Deny);
            ModelSelection? model = settings.Model;
            string prompt = settings.Prompt.Length > 0 ? settings.Prompt : await Console.In.ReadToEndAsync(cancellationToken);
            if (string.IsNullOrWhiteSpace(prompt)) throw new FormatException("There is no prompt. Give it as an argument, or on standard input.");
            TurnOptions options = new()
            {
                Model = model,
                Permissions = permissions,
                Limits = new TurnLimits { Duration = settings.Timeout, Cost = settings.MostCost },
                ThrowOn = TurnOptions.ThrowOnNothing,
            };
            return await RunAsync(settings, prompt.Trim(), options, cancellationToken);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return await FailAsync(e, ExitCodes.Misuse);
        }
        catch (Exception e) when (e is ApiException or OpenCodeServerException)
        {
            return await FailAsync(e, ExitCodes.Failed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return ExitCodes.Cancelled;
        }
    }

    private static async Task<int> RunAsync(JobSettings settings, string prompt, TurnOptions options, CancellationToken cancellationToken)
    {
        await using JobServer server = await JobServer.StartAsync(settings, cancellationToken);
        SessionCreateRequest create = new() { Title = Title(prompt), Permission = Rules.Asked([.. settings.Allow, .. settings.Deny]) };
        OpenCodeSession session = await server.Client.Sessions.CreateAsync(create, cancellationToken: cancellationToken);
        await Console.Error.WriteLineAsync($"session {session.Id}");
        Turn turn = session.Prompt(prompt, options, cancellationToken);
        Output output = new(Console.Out, Console.Error, session.Id, settings);
        await foreach (TurnUpdate update in turn) await output.ShowAsync(update);
        TurnResult result = await turn.GetResultAsync(CancellationToken.None);
        await output.EndAsync(result);
        if (result.IsCompleted) return ExitCodes.Completed;
        await Console.Error.WriteLineAsync($"{result.Outcome}: {result.Error?.ReplaceLineEndings(" ")}");
        return cancellationToken.IsCancellationRequested && result.Outcome == TurnOutcome.Aborted ? ExitCodes.Cancelled : ExitCodes.Failed;
    }

    private static string Title(string prompt)
    {
        string line = prompt.ReplaceLineEndings(" ");
        return line.Length <= TitleLength ? line : string.Concat(line.AsSpan(0, TitleLength), "…");
    }

    private static async Task<int> FailAsync(Exception exception, int code)
    {
        await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
        return code;
    }
}
