using OpenCode.Ctl.Notifications;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Ctl.Waiting;
using OpenCode.Models;

namespace OpenCode.Ctl.Prompts;

/// <summary>Sends prompts to servers that run, or to one that is started for it.</summary>
/// <param name="runner">The servers.</param>
internal sealed class PromptWork(ServerRunner runner)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly PromptTargets _targets = new(runner);

    /// <summary>Sends a prompt, and waits for the answers. With several targets one that fails does not keep the others from theirs.</summary>
    /// <param name="order">The prompt.</param>
    /// <param name="observe">Who is told of a session; null for nobody.</param>
    /// <param name="cancellationToken">Aborts it, on the servers too.</param>
    public async Task<IReadOnlyList<SentPrompt>> SendAsync(SendOrder order, Func<SessionPlace, IPromptObserver>? observe, CancellationToken cancellationToken)
    {
        Deadline deadline = new(order.Prompt.TimeLimit, runner.Time);
        PromptRequest request = await ReadAsync(order, cancellationToken);
        return await EachAsync(order, async target =>
        {
            using SessionHandle handle = await deadline.KeepAsync(t => OpenAsync(target, request, order.Title, null, t), cancellationToken);
            PromptOutcome outcome = await SendAsync(handle, request, deadline, observe, order.Notify, cancellationToken);
            return new SentPrompt(target.Name, outcome.ExitCode) { Place = handle.Place, Outcome = outcome };
        });
    }

    /// <summary>Sends a prompt, and leaves the servers alone with it.</summary>
    public async Task<IReadOnlyList<SentPrompt>> SendOnlyAsync(SendOrder order, CancellationToken cancellationToken)
    {
        PromptRequest request = await ReadAsync(order, cancellationToken);
        Notifier notifier = new(order.Notify);
        return await EachAsync(order, async target =>
        {
            using SessionHandle handle = await OpenAsync(target, request, order.Title, null, cancellationToken);

            // Nobody is here who could decide: the session keeps the rules.
            if (request.Kept.Count > 0)
                await handle.Session.Requests.PatchAsync(new SessionUpdateRequest { Permission = request.Kept }, handle.InDirectory, cancellationToken);
            await BackgroundPrompt.SendAsync(runner.Folder, handle, request.For(handle.Entry.Agent), notifier, runner.Errors, cancellationToken);
            return new SentPrompt(target.Name, ExitCodes.Success) { Place = handle.Place };
        });
    }

    /// <summary>Starts a server, sends it one prompt, and ends it.</summary>
    /// <param name="order">The prompt.</param>
    /// <param name="observe">Who is told of the session; null for nobody.</param>
    /// <param name="cancellationToken">Aborts it.</param>
    public async Task<PromptOutcome> RunAsync(RunOrder order, Func<SessionPlace, IPromptObserver>? observe, CancellationToken cancellationToken)
    {
        // What is wrong with the prompt is said before a server is started for it. Its limit begins when there is one.
        PromptRequest request = await PromptReading.ReadAsync(order.Prompt, cancellationToken);
        ServerEntry entry = await runner.Starter.StartAsync(order.Server with { RemoveOnFailure = true }, cancellationToken);
        PromptOutcome? outcome = null;
        try
        {
            Deadline deadline = new(order.Prompt.TimeLimit, runner.Time);
            outcome = await SendNewAsync(entry, request, order.Title, null, deadline, observe, order.Notify, cancellationToken);
            return outcome;
        }
        finally
        {
            // What was left to somebody needs its server.
            if (outcome?.Waits is not null) await runner.Errors.WriteLineAsync($"{entry.Id} goes on, as somebody has to decide; 'occtl stop {entry.Id}' ends it.");
            else if (order.Keep) runner.Tell($"{entry.Id} goes on.");
            else await runner.Ending.EndAsync(entry, _patience, CancellationToken.None);
        }
    }

    /// <summary>Sends a prompt to a new session of a server.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="request">The prompt.</param>
    /// <param name="title">The title of the session.</param>
    /// <param name="directory">Its directory; null for the server's.</param>
    /// <param name="deadline">By when all of it has to be done.</param>
    /// <param name="observe">Who is told of the session; null for nobody.</param>
    /// <param name="notify">Whom to tell of the end.</param>
    /// <param name="cancellationToken">Aborts it.</param>
    public async Task<PromptOutcome> SendNewAsync(
        ServerEntry entry, PromptRequest request, string? title, string? directory, Deadline deadline, Func<SessionPlace, IPromptObserver>? observe,
        IReadOnlyList<string> notify, CancellationToken cancellationToken)
    {
        PromptTarget target = new(entry.Id, null);
        using SessionHandle handle = await deadline.KeepAsync(t => OpenAsync(target, request, title, directory, t), cancellationToken);
        return await SendAsync(handle, request, deadline, observe, notify, cancellationToken);
    }

    private async Task<PromptOutcome> SendAsync(
        SessionHandle handle, PromptRequest request, Deadline deadline, Func<SessionPlace, IPromptObserver>? observe, IReadOnlyList<string> notify,
        CancellationToken cancellationToken)
    {
        IPromptObserver? observer = observe?.Invoke(handle.Place);
        await using ServerActivity active = new(runner, handle.Entry);
        Prompter prompter = new(deadline, runner.Time);
        PromptOutcome outcome = await prompter.SendAsync(handle, request.For(handle.Entry.Agent), observer is null ? null : observer.Show, cancellationToken);
        observer?.End(outcome);
        await new Notifier(notify).SendAsync(outcome.ToNotification(), runner.Errors, cancellationToken);
        await runner.TouchAsync(handle.Entry, CancellationToken.None);
        return outcome;
    }

    private async Task<SessionHandle> OpenAsync(
        PromptTarget target, PromptRequest request, string? title, string? directory, CancellationToken cancellationToken)
    {
        SessionHandle handle = await _targets.OpenAsync(target, request, title, directory, cancellationToken);
        try
        {
            await runner.TouchAsync(handle.Entry, cancellationToken);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static Task<PromptRequest> ReadAsync(SendOrder order, CancellationToken cancellationToken)
    {
        if (order.Targets.Count > 0 && (order.Session is not null || order.Server is not null))
            throw new UsageException("--to excludes --server, --session and --continue.");
        return PromptReading.ReadAsync(order.Prompt, cancellationToken);
    }

    private static async Task<IReadOnlyList<SentPrompt>> EachAsync(SendOrder order, Func<PromptTarget, Task<SentPrompt>> send)
    {
        if (order.Targets.Count == 0) return [await send(new PromptTarget(order.Server, order.Session))];
        return await Task.WhenAll(order.Targets.Select(async name =>
        {
            try
            {
                return await send(PromptTarget.Parse(name));
            }
            catch (Exception exception) when (Failures.CodeOf(exception) is { } code)
            {
                return new SentPrompt(name, code) { Error = TerminalText.SafeLine(exception.Message) };
            }
        }));
    }
}
