using System.CommandLine;
using OpenCode.Ctl.Notifications;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Prompts;

/// <summary><c>occtl run</c>: a server for one prompt.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        PromptOptions prompt = new();
        StartOptions start = new(isForRun: true);
        Option<string?> title = new("--title") { Description = "The title of the session." };
        Option<bool> keep = new("--keep") { Description = "Leave the server running." };
        Option<bool> json = CommonOptions.Json();
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print the answer alone." };
        NotifyOption notify = new();
        Command command = new("run", "Starts a server, sends it one prompt, prints the answer, and ends the server.") { title, keep, json, quiet };
        prompt.AddTo(command);
        start.AddTo(command);
        notify.AddTo(command);
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            // What is wrong with the prompt is said before a server is started for it.
            PromptRequest request = await prompt.ReadAsync(result, null, cancellationToken);
            ServerEntry entry = await runner.Starter.StartAsync(start.Read(result) with { RemoveOnFailure = true }, cancellationToken);
            try
            {
                using SessionHandle handle = await new SessionFinder(runner).CreateAsync(
                    entry.Id, new SessionCreateRequest { Title = result.GetValue(title) }, null, cancellationToken);
                bool shows = !result.GetValue(json) && !result.GetValue(quiet);
                TurnLines lines = new(shows && request.Schema is null && !Console.IsOutputRedirected ? result.Output() : null, shows ? runner.Errors : null);
                PromptOutcome outcome = await Prompter.SendAsync(handle, request, lines.Show, cancellationToken);
                lines.End(outcome);
                if (result.GetValue(json)) JsonText.Write(result.Output(), outcome.ToJson());
                else if (!lines.HasPrinted) await result.Output().WriteLineAsync(outcome.Value?.GetRawText() ?? MessageText.Safe(outcome.Result.Text));
                await notify.Read(result).SendAsync(outcome.ToNotification(), runner.Errors, cancellationToken);
                return outcome.ExitCode;
            }
            finally
            {
                if (!result.GetValue(keep)) await runner.Ending.EndAsync(entry, _patience, CancellationToken.None);
                else runner.Tell($"{entry.Id} goes on.");
            }
        });
        return command;
    }
}
