using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Waiting;

namespace OpenCode.Ctl.Commands.Prompts;

/// <summary><c>occtl wait</c>: waits for sessions.</summary>
internal static class WaitCommand
{
    public static Command Create()
    {
        Argument<string[]> sessions = new("session")
        {
            Description = "The sessions. Default: the newest one; with --all or --any, all that work.",
            Arity = ArgumentArity.ZeroOrMore
        };
        Option<string?> server = CommonOptions.Server();
        Option<bool> idle = new("--idle") { Description = "Until they have nothing to do; this is the default." };
        Option<bool> any = new("--any") { Description = "Until one of them has nothing to do; its id is printed." };
        Option<bool> all = new("--all") { Description = "Until all of them have nothing to do." };
        Option<string?> text = new("--text") { Description = "Until the agent of one of them writes a text; what it has written counts. The message is printed, too." };
        Option<bool> waiting = new("--waiting") { Description = "End also when one of them waits for a permission or an answer; the exit code is 3 then." };
        Option<TimeSpan?> timeout = DurationOption.Create("How long to wait at most; then the exit code is 124.", "--timeout", "-t");
        Option<bool> json = CommonOptions.Json();
        NotifyOption notify = new();
        Command command = new("wait", "Waits until sessions, sub-agents included, have nothing to do.")
        {
            sessions, server, idle, any, all, text, waiting, timeout, json,
        };
        notify.AddTo(command);
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            string? wanted = result.GetValue(text);
            int modes = new[] { result.GetValue(idle), result.GetValue(any), result.GetValue(all), wanted is not null }.Count(static m => m);
            if (modes > 1) throw new UsageException("--idle, --any, --all and --text exclude each other.");
            if (wanted is "") throw new UsageException("--text is empty; write what the agent is to write.");
            WaitRequest request = new()
            {
                Server = result.GetValue(server),
                Sessions = result.GetValue(sessions) ?? [],
                AllThatWork = result.GetValue(any) || result.GetValue(all),
                IsOneEnough = result.GetValue(any) || wanted is not null,
                Text = wanted,
                AlsoWaiting = result.GetValue(waiting),
                TimeLimit = result.GetValue(timeout),
                Notify = notify.Read(result),
            };
            IReadOnlyList<WaitedSession> ended = await runner.Waiting.RunAsync(request, cancellationToken);
            if (result.GetValue(json)) JsonText.WriteList(result.Output(), ended.Select(WaitLines.Json));
            else foreach (WaitedSession session in ended) await result.Output().WriteLineAsync(WaitLines.Text(session));
            return ended.Any(static e => e.WaitsForSomebody) ? ExitCodes.Waits : ExitCodes.Success;
        });
        return command;
    }
}
