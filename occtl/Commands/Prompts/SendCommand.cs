using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Notifications;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

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
            string? named = result.GetValue(resume) ? SessionFinder.Newest : result.GetValue(session);
            string[] targets = [.. (result.GetValue(to) ?? [])
                .SelectMany(static t => t.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            if (targets.Length > 0 && (named is not null || result.GetValue(server) is not null)) throw new UsageException("--to excludes --server, --session and --continue.");
            if (result.GetValue(noWait)) prompt.RefuseLimits(result);
            SessionCreateRequest made = new() { Title = result.GetValue(title) };
            PromptTargets open = new(runner);
            using SessionHandles handles = targets.Length > 0
                ? await open.OpenAsync(targets, made, cancellationToken)
                : await open.OpenAsync(result.GetValue(server), named, made, cancellationToken);
            PromptRequest read = await prompt.ReadAsync(result, null, cancellationToken);
            PromptRequest[] requests = [.. handles.All.Select(h => read with { Options = read.Options with { Agent = prompt.AgentOf(result, h.Entry) } })];
            foreach (SessionHandle handle in handles.All) await runner.TouchAsync(handle.Entry, cancellationToken);

            if (result.GetValue(noWait)) return await SendOnlyAsync(result, handles, requests, prompt.RulesOf(result), notify.Read(result), cancellationToken);
            bool several = handles.All.Count > 1;
            bool shows = !result.GetValue(json) && !result.GetValue(quiet);
            PromptOutcome[] outcomes = await Task.WhenAll(handles.All.Select(async (handle, i) =>
            {
                bool streams = shows && !several && requests[i].Schema is null && !Console.IsOutputRedirected;
                TurnLines lines = new(streams ? result.Output() : null, shows ? runner.Errors : null, several ? $"[{handle.Session.Id}] " : "");
                PromptOutcome outcome = await Prompter.SendAsync(handle, requests[i], lines.Show, cancellationToken);
                lines.End(outcome);
                if (!result.GetValue(json) && !lines.HasPrinted) await WriteAnswerAsync(result.Output(), outcome, several);
                await notify.Read(result).SendAsync(outcome.ToNotification(), runner.Errors, cancellationToken);
                await runner.TouchAsync(handle.Entry, CancellationToken.None);
                return outcome;
            }));
            if (result.GetValue(json))
                JsonText.Write(result.Output(), several ? new JsonArray([.. outcomes.Select(static o => o.ToJson())]) : outcomes[0].ToJson());
            return outcomes.Max(static o => o.ExitCode);
        });
        return command;
    }

    private static async Task<int> SendOnlyAsync(
        ParseResult result, SessionHandles handles, PromptRequest[] requests, IReadOnlyList<PermissionRule> rules, Notifier notifier,
        CancellationToken cancellationToken)
    {
        foreach ((int index, SessionHandle handle) in handles.All.Index())
        {
            // Nobody is here who could decide: the session keeps the rules.
            if (rules.Count > 0)
                await handle.Session.Requests.PatchAsync(new SessionUpdateRequest { Permission = rules }, handle.InDirectory, cancellationToken);
            await BackgroundPrompt.SendAsync(handle, requests[index], notifier, cancellationToken);
            await result.Output().WriteLineAsync(handle.Session.Id);
        }

        return ExitCodes.Success;
    }

    private static async Task WriteAnswerAsync(TextWriter output, PromptOutcome outcome, bool several)
    {
        string text = outcome.Value?.GetRawText() ?? MessageText.Safe(outcome.Result.Text);
        if (text.Length > 0) await output.WriteLineAsync(several ? $"[{outcome.Server} {outcome.Result.SessionId}]\n{text}\n" : text);
    }
}
