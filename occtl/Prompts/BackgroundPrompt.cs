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
    public static async Task SendAsync(SessionHandle handle, PromptRequest request, Notifier notifier, CancellationToken cancellationToken)
    {
        TurnOptions options = request.Options;
        SessionPromptRequest body = new()
        {
            Parts = [new TextPartInput { Text = request.Text }, .. options.Attachments ?? []],
            Agent = options.Agent,
            Model = options.Model,
            Variant = options.Variant,
        };
        await handle.Session.Requests.PromptAsync.PostAsync(body, handle.InDirectory, cancellationToken);
        if (notifier.Targets.Count > 0) StartWatcher(handle, notifier);
    }

    private static void StartWatcher(SessionHandle handle, Notifier notifier)
    {
        DataFolder folder = DataFolder.FromEnvironment();
        string own = Path.Combine(folder.Root, "watchers");
        DataFolder.MakePrivate(own);
        string name = Path.Combine(own, handle.Session.Id);
        string[] program = [.. Self(), "wait", handle.Session.Id, "--server", handle.Entry.Id, "--idle",
            .. notifier.Targets.SelectMany(static t => new[] { "--notify", t })];
        Dictionary<string, string?> environment = new() { [DataFolder.Variable] = folder.Root };
        DetachedProcess.Start(program, Environment.CurrentDirectory, environment, $"{name}.pid", $"{name}.log");
    }

    private static string[] Self()
    {
        string path = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(path) == "dotnet" ? [path, Environment.GetCommandLineArgs()[0]] : [path];
    }
}
