using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Prompts;

namespace OpenCode.Ctl.Commands.Prompts;

/// <summary><c>occtl run</c>: a server for one prompt.</summary>
internal static class RunCommand
{
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
            RunOrder order = new(await prompt.ReadAsync(result, cancellationToken), start.Read(result))
            {
                Title = result.GetValue(title),
                Keep = result.GetValue(keep),
                Notify = notify.Read(result),
            };
            bool asJson = result.GetValue(json);
            bool shows = !asJson && !result.GetValue(quiet);
            bool streams = shows && !prompt.HasSchema(result) && !Console.IsOutputRedirected;
            TurnLines lines = new(streams ? result.Output() : null, shows ? runner.Errors : null, result.Output());
            PromptOutcome outcome = await runner.Prompts.RunAsync(order, asJson ? null : _ => lines, cancellationToken);
            if (asJson) JsonText.Write(result.Output(), outcome.ToJson());
            return outcome.ExitCode;
        });
        return command;
    }
}
