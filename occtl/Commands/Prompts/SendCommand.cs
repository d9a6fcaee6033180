using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Running;
using OpenCode.Ctl.Sessions;

namespace OpenCode.Ctl.Commands.Prompts;

/// <summary><c>occtl send</c>: sends a prompt.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        PromptOptions prompt = new();
        Option<string?> server = CommonOptions.Server();
        Option<string?> session = new("--session") { Description = "The session: its id, the beginning of it, or 'last'. Default: a new one." };
        Option<bool> resume = new("--continue", "-c") { Description = "The newest session." };
        Option<string[]> to = new("--to") { Description = "Several servers or sessions at the same time, as a,b,c.", Arity = ArgumentArity.OneOrMore };
        Option<string?> title = new("--title") { Description = "The title of a new session." };
        Option<bool> wait = new("--wait", "-w") { Description = "Wait for the answer; this is the default." };
        Option<bool> noWait = new("--async") { Description = "Return at once, and print the id of the session." };
        Option<bool> json = CommonOptions.Json();
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print the answer alone." };
        NotifyOption notify = new();
        Command command = new("send", "Sends a prompt, waits for the answer, and prints it.") { server, session, resume, to, title, wait, noWait, json, quiet };
        prompt.AddTo(command);
        notify.AddTo(command);
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            if (result.GetValue(noWait)) prompt.RefuseLimits(result);
            SendOrder order = new(await prompt.ReadAsync(result, cancellationToken))
            {
                Server = result.GetValue(server),
                Session = result.GetValue(resume) ? SessionFinder.Newest : result.GetValue(session),
                Targets = [.. (result.GetValue(to) ?? [])
                    .SelectMany(static t => t.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                Title = result.GetValue(title),
                Notify = notify.Read(result),
            };
            if (result.GetResult(to) is not null && order.Targets.Count == 0)
                throw new UsageException("--to names nobody; write servers or sessions, as a,b,c.");
            bool asJson = result.GetValue(json);
            bool several = order.Targets.Count > 1;
            bool shows = !asJson && !result.GetValue(quiet);
            bool streams = shows && !several && !prompt.HasSchema(result) && !Console.IsOutputRedirected;
            IReadOnlyList<SentPrompt> sent = result.GetValue(noWait)
                ? await runner.Prompts.SendOnlyAsync(order, cancellationToken)
                : await runner.Prompts.SendAsync(order, asJson ? null : Observe, cancellationToken);
            if (asJson) JsonText.Write(result.Output(), several ? new JsonArray([.. sent.Select(static s => s.ToJson())]) : sent[0].ToJson());
            else Write(result, runner, sent, result.GetValue(noWait));
            return sent.Max(static s => s.ExitCode);

            TurnLines Observe(SessionPlace place)
                => new(streams ? result.Output() : null, shows ? runner.Errors : null, result.Output(), several ? place : null);
        });
        return command;
    }

    private static void Write(ParseResult result, Runner runner, IReadOnlyList<SentPrompt> sent, bool areLeftAlone)
    {
        foreach (SentPrompt one in sent)
        {
            if (one.Error is { } error) runner.Errors.WriteLine($"[{one.Target}] {error}");
            else if (areLeftAlone) result.Output().WriteLine(one.Place!.Session);
        }
    }
}
