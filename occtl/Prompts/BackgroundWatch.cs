using OpenCode.Core.Errors;
using OpenCode.Ctl.Notifications;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Models;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Prompts;

/// <summary>Stays, in a process of its own, until a turn ends that was sent without waiting, and tells what happens to it.</summary>
/// <param name="order">What to wait for.</param>
/// <param name="runner">The servers.</param>
internal sealed class BackgroundWatch(WatchOrder order, ServerRunner runner)
{
    // Somebody may answer a permission the next morning; after that nobody is likely to be interested.
    private static readonly TimeSpan _limit = TimeSpan.FromHours(24);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _request = TimeSpan.FromSeconds(20);

    // A server looks idle also in the moment before it begins, and between two steps.
    private static readonly TimeSpan _untilBegun = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _betweenSteps = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _unreachable = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _permissions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _questions = new(StringComparer.Ordinal);
    private readonly Notifier _notifier = new(order.Targets);

    /// <summary>Runs the order of this process.</summary>
    /// <returns>The exit code; null when it has none, and is a command.</returns>
    public static async Task<int?> TryRunAsync()
    {
        if (WatchOrder.Take() is not { } order) return null;
        DataFolder folder = DataFolder.FromEnvironment();
        try
        {
            await new BackgroundWatch(order, new ServerRunner(folder, TimeProvider.System, Console.Error)).RunAsync(CancellationToken.None);
            return ExitCodes.Success;
        }
        catch (Exception exception) when (Failures.CodeOf(exception) is not null)
        {
            await Console.Error.WriteLineAsync(TerminalText.SafeLine(exception.Message));
            return Failures.CodeOf(exception);
        }
        finally
        {
            new WatcherFiles(folder, order.Name).Remove();
        }
    }

    /// <summary>Waits, and tells.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if ((await runner.ListAsync(cancellationToken)).FirstOrDefault(e => e.Id == order.Server) is not { } entry)
        {
            SessionEnd gone = SessionEnd.Unreachable("The server was stopped.");
            Notification stopped = new("turn_ended", order.Server, order.Session, gone.Text) { Outcome = gone.Outcome };
            await _notifier.SendAsync(stopped, runner.Errors, cancellationToken);
            return;
        }

        OpenCodeClient client = runner.Connection.Open(entry, _request);
        using SessionHandle handle = new(entry, client, client.Sessions.Attach(new SessionReference(order.Session, order.Directory)));
        long began = runner.Time.GetTimestamp(), heard = began;
        long? idle = null;
        while (true)
        {
            try
            {
                MessageWithParts? newest = await handle.ReadNewestAsync(cancellationToken);
                bool isAtWork = await IsAtWorkAsync(handle, cancellationToken);
                heard = runner.Time.GetTimestamp();
                idle = isAtWork ? null : idle ?? heard;
                MessageWithParts? last = newest is not null && string.CompareOrdinal(newest.Info.Id, order.After) > 0 ? newest : null;
                if (isAtWork)
                {
                    await TellOfRequestsAsync(handle, cancellationToken);
                }
                else if (LastMessage.EndsTurn(last) || runner.Time.GetElapsedTime(idle!.Value) > (last?.Info is AssistantMessage ? _betweenSteps : _untilBegun))
                {
                    await TellEndAsync(handle, SessionEnd.Of(last, _permissions, _questions), cancellationToken);
                    return;
                }
            }
            catch (ApiNotFoundException)
            {
                await TellEndAsync(handle, new SessionEnd("aborted", "The session was deleted."), cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is ApiException or TimeoutException)
            {
                if (!runner.Probe.MayRespond(entry) || runner.Time.GetElapsedTime(heard) > _unreachable)
                {
                    await TellEndAsync(handle, SessionEnd.Unreachable($"The server has not been reached: {exception.Message}"), cancellationToken);
                    return;
                }
            }

            if (runner.Time.GetElapsedTime(began) > _limit)
            {
                string text = $"The turn has not ended within {_limit.TotalHours:0} hours; nobody waits for it any more.";
                await TellAsync(handle, "gave_up", text, cancellationToken);
                return;
            }

            await Task.Delay(_pause, runner.Time, cancellationToken);
        }
    }

    private static async Task<bool> IsAtWorkAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, SessionStatus> status = await handle.Client.Session.Status.GetAsync(handle.InDirectory, cancellationToken);
        return WaitingRequests.IsAtWork(status.GetValueOrDefault(handle.Session.Id));
    }

    private async Task TellOfRequestsAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        foreach (PermissionRequest permission in await handle.Session.GetPermissionsAsync(cancellationToken))
        {
            if (permission.Tool is { } tool) _permissions.Add(tool.CallId);
            if (!_told.Add(permission.Id)) continue;
            string text = $"The session waits for a permission: {permission.Permission} {string.Join(", ", permission.Patterns)}";
            await TellAsync(handle, ServerState.WaitingPermission.Name(), text, cancellationToken);
        }

        foreach (QuestionRequest question in await handle.Session.GetQuestionsAsync(cancellationToken))
        {
            if (question.Tool is { } tool) _questions.Add(tool.CallId);
            if (!_told.Add(question.Id)) continue;
            string text = $"The session waits for an answer: {string.Join(" ", question.Questions.Select(static q => q.Question))}";
            await TellAsync(handle, ServerState.WaitingQuestion.Name(), text, cancellationToken);
        }
    }

    private Task TellAsync(SessionHandle handle, string kind, string text, CancellationToken cancellationToken)
        => _notifier.SendAsync(new Notification(kind, handle.Entry.Id, handle.Session.Id, text), runner.Errors, cancellationToken);

    private Task TellEndAsync(SessionHandle handle, SessionEnd end, CancellationToken cancellationToken) => _notifier.SendAsync(
        new Notification("turn_ended", handle.Entry.Id, handle.Session.Id, end.Text) { Outcome = end.Outcome }, runner.Errors, cancellationToken);
}
