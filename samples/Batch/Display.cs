using Spectre.Console;

namespace BatchSample;

/// <summary>Shows how far the work is: bars in a terminal, lines elsewhere.</summary>
internal static class Display
{
    /// <summary>Runs the work, which reports each prompt that is done.</summary>
    public static Task RunAsync(int before, int prompts, int servers, Func<Action<WorkDone>, Task> work)
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (!console.Profile.Capabilities.Interactive || Console.IsOutputRedirected) return work(WriteLine);
        ProgressColumn[] columns = [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        return console.Progress().Columns(columns).StartAsync(context =>
        {
            ProgressTask all = context.AddTask("All prompts", maxValue: prompts);
            all.Increment(before);
            ProgressTask[] each = [.. Enumerable.Range(0, servers).Select(n => context.AddTask($"  Server {n}", maxValue: (double)prompts / servers))];
            return work(done =>
            {
                if (done.Source == WorkSource.Failed) console.MarkupLineInterpolated($"[red]Prompt {done.Entry.Prompt}: {done.Text}[/]");
                all.Increment(1);
                each[done.Entry.Server].Increment(1);
            });
        });
    }

    private static void WriteLine(WorkDone done)
        => Console.WriteLine($"{done.Source} prompt {done.Entry.Prompt}, server {done.Entry.Server}: {done.Text.ReplaceLineEndings(" ")}");
}
