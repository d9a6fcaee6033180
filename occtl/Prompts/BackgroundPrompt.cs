using OpenCode.Ctl.Notifications;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Models;
using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>Sends prompts, and leaves the server alone with them.</summary>
internal static class BackgroundPrompt
{
    /// <summary>Sends one; a process of its own waits for its end, where somebody is to be told.</summary>
    /// <param name="folder">Where that process has its files.</param>
    /// <param name="handle">The session.</param>
    /// <param name="request">The prompt.</param>
    /// <param name="notifier">Whom to tell.</param>
    /// <param name="errors">Receives a warning when nobody will be told.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public static async Task SendAsync(
        DataFolder folder, SessionHandle handle, PromptRequest request, Notifier notifier, TextWriter errors, CancellationToken cancellationToken)
    {
        TurnOptions options = request.Options;
        SessionPromptRequest body = new()
        {
            Parts = [new TextPartInput { Text = request.Text }, .. options.Attachments ?? []],
            Agent = options.Agent,
            Model = options.Model,
            Variant = options.Variant,
        };
        bool isWatched = notifier.Targets.Count > 0;
        string? before = isWatched ? (await handle.ReadNewestAsync(cancellationToken))?.Info.Id : null;

        // Where nobody could be told, nothing is sent.
        if (isWatched)
        {
            DataFolder.MakePrivate(folder.WatchersFolder);
            WatcherFiles.RemoveLeft(folder);
        }

        await handle.Session.Requests.PromptAsync.PostAsync(body, handle.InDirectory, cancellationToken);
        if (isWatched) await TryWatchAsync(folder, handle, before, notifier, errors);
    }

    // The prompt runs by now: whoever was told that it failed would send it once more.
    private static async Task TryWatchAsync(DataFolder folder, SessionHandle handle, string? before, Notifier notifier, TextWriter errors)
    {
        try
        {
            StartWatcher(folder, handle, before, notifier);
        }
        catch (Exception exception) when (Failures.CodeOf(exception) is not null)
        {
            string reason = TerminalText.SafeLine(exception.Message);
            await errors.WriteLineAsync(
                $"The prompt to {handle.Session.Id} was sent, but nobody will be told of its end: {reason} 'occtl wait {handle.Session.Id}' waits for it.");
        }
    }

    private static void StartWatcher(DataFolder folder, SessionHandle handle, string? before, Notifier notifier)
    {
        WatcherFiles files = WatcherFiles.New(folder, handle.Session.Id);
        WatchOrder order = new(handle.Entry.Id, handle.Session.Id, handle.Session.Reference.Directory, before, notifier.Targets, files.Name);

        // What it has to do stands in a variable: whom it tells is a secret more often than not, and arguments are for everybody to read.
        Dictionary<string, string?> environment = new()
        {
            [DataFolder.Variable] = folder.Root,
            [WatchOrder.Variable] = order.ToJson().ToJsonString(),
        };
        DetachedProcess.Start([.. Self(), "wait", handle.Session.Id], folder.WatchersFolder, environment, files.ProcessFile, files.LogFile);
    }

    private static string[] Self()
    {
        string path = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(path) == "dotnet" ? [path, Environment.GetCommandLineArgs()[0]] : [path];
    }
}
