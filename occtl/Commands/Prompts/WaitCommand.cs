using System.CommandLine;
using OpenCode.Ctl.Notifications;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Waiting;
using OpenCode.Models;

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
        Option<string?> text = new("--text") { Description = "Until the agent writes a text; what it has written counts." };
        Option<bool> waiting = new("--waiting") { Description = "End also when one of them waits for a permission or an answer; the exit code is 1 then." };
        Option<TimeSpan?> timeout = DurationOption.Create("How long to wait at most; then the exit code is 124.", "--timeout", "-t");
        NotifyOption notify = new();
        Command command = new("wait", "Waits until sessions, sub-agents included, have nothing to do.") { sessions, server, idle, any, all, text, waiting,
            timeout };
        notify.AddTo(command);
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            int modes = new[] { result.GetValue(idle), result.GetValue(any), result.GetValue(all), result.GetValue(text) is not null }.Count(static m => m);
            if (modes > 1) throw new UsageException("--idle, --any, --all and --text exclude each other.");
            using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (result.GetValue(timeout) is { } limit) late.CancelAfter(limit);
            try
            {
                SessionWait wait = new(runner);
                string[] names = result.GetValue(sessions) ?? [];
                using SessionHandles handles = await wait.OpenAsync(result.GetValue(server), names, result.GetValue(any) || result.GetValue(all), late.Token);
                if (result.GetValue(text) is { } wanted)
                {
                    MessageWithParts message = await handles.All[0].Session.WaitForTextAsync(wanted, late.Token);
                    await result.Output().WriteLineAsync(message.Info.Id);
                    return ExitCodes.Success;
                }

                WaitResult ended = await wait.WaitAsync(handles.All, result.GetValue(any), result.GetValue(waiting), late.Token);
                foreach (SessionHandle handle in ended.Sessions)
                {
                    await result.Output().WriteLineAsync(ended.Waits is null ? handle.Session.Id : $"{handle.Session.Id} {ended.Waits}");
                    Notification notification = new(
                        ended.Waits ?? "idle", handle.Entry.Id, handle.Session.Id, ended.Waits is null ? "The session has nothing to do." : "The session waits for somebody.");
                    await notify.Read(result).SendAsync(notification, runner.Errors, cancellationToken);
                }

                return ended.Waits is null ? ExitCodes.Success : ExitCodes.Failed;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The time limit of {Ages.Short(result.GetValue(timeout)!.Value)} was reached.");
            }
        });
        return command;
    }
}
