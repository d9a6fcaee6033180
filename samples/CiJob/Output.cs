using System.Globalization;
using System.Text.Json;
using OpenCode.Models;
using OpenCode.Turns;

namespace CiJobSample;

/// <summary>Prints the answer on standard output, for whoever reads on; and what happens meanwhile on standard error, for people.</summary>
internal sealed class Output(TextWriter output, TextWriter progress, string session, JobSettings settings)
{
    private bool _isInLine;

    public async Task ShowAsync(TurnUpdate update)
    {
        switch (update)
        {
            case TextUpdate { IsReplacement: false } text when text.SessionId == session && !settings.PrintsJson:
                await output.WriteAsync(text.Delta);
                await output.FlushAsync(CancellationToken.None);
                _isInLine = !text.Delta.EndsWith('\n');
                break;
            case ToolStartedUpdate tool:
                await progress.WriteLineAsync($"> {tool.Tool} {tool.Input.GetRawText()}");
                break;
            case ToolFinishedUpdate { Error: { } error } failed:
                await progress.WriteLineAsync($"! {failed.Tool}: {error.ReplaceLineEndings(" ")}");
                break;
            case PermissionRepliedUpdate reply:
                await progress.WriteLineAsync($"  permission: {reply.Reply}");
                break;
            case RetryUpdate retry:
                await progress.WriteLineAsync($"  {retry.Reason} Trying again in {retry.Delay.TotalSeconds:0} s (attempt {retry.Attempt} failed).");
                break;
            case ChildStartedUpdate child:
                await progress.WriteLineAsync($"  sub-agent: {child.Title}");
                break;
            default:
                break;
        }
    }

    public async Task EndAsync(TurnResult result)
    {
        if (settings.PrintsJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(JobReport.Of(result, settings.PrintsDiff), JobReportJson.Default.JobReport));
        }
        else
        {
            if (_isInLine) await output.WriteLineAsync();
            if (settings.PrintsDiff) foreach (SnapshotFileDiff file in result.Diff) await output.WriteLineAsync(file.Patch?.TrimEnd());
        }

        TurnUsage usage = result.Usage;
        await progress.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{usage.TotalTokens} tokens, ${usage.Cost:0.0000}, {result.Duration.TotalSeconds:0.0} s, {result.Diff.Count} changed files"));
    }
}
