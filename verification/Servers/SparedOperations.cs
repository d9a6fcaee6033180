using OpenCode.Core.Operations;

namespace OpenCode.Verification.Servers;

/// <summary>
/// What a server that somebody else started is not asked for, each with its reason. Of what is no GET, only what is listed as harmless is sent: an
/// operation that nobody has thought about yet is spared.
/// </summary>
internal static class SparedOperations
{
    private const string OtherPeoplesTerminal = "Acts in the terminal interface of whoever uses the server.";
    private const string SignsIn = "Begins or ends a sign-in, or changes who is signed in.";
    private const string StoresKey = "Changes the keys that the server has stored.";
    private const string MakesWorktree = "Makes or removes folders and branches in the repository of the project.";
    private const string ContextServers = "Changes which context servers the project has.";
    private const string Model = "Asks a model of the server, which costs, and whose answer nobody knows.";
    private const string Files = "May change files of the project.";
    private const string Synchronisation = "Makes the server share its sessions with others, or take over theirs.";

    /// <summary>Never sent.</summary>
    public static IReadOnlyDictionary<string, string> Always { get; } = new Dictionary<string, string>
    {
        ["session.prompt"] = Model,
        ["session.prompt_async"] = Model,
        ["session.command"] = Model,
        ["session.init"] = Model,
        ["session.summarize"] = Model,
        ["v2.session.prompt"] = Model,
        ["v2.session.compact"] = Model,
        ["experimental.projectCopy.generateName"] = Model,
        ["session.share"] = "Publishes a session on a website.",
        ["global.upgrade"] = "Replaces the program of the server.",
    };

    /// <summary>Sent to those who allow it.</summary>
    public static IReadOnlyDictionary<string, string> UnlessAllowed { get; } = new Dictionary<string, string>
    {
        ["global.dispose"] = "Ends every project of the server, with all that runs there.",
        ["instance.dispose"] = "Ends the project, with all that runs there.",
        ["global.config.update"] = "Changes the settings of everybody who uses the server.",
        ["config.update"] = "Changes the settings of the project.",
        ["auth.set"] = StoresKey,
        ["auth.remove"] = StoresKey,
        ["v2.integration.connect.key"] = StoresKey,
        ["v2.credential.update"] = StoresKey,
        ["v2.credential.remove"] = StoresKey,
        ["provider.oauth.authorize"] = SignsIn,
        ["provider.oauth.callback"] = SignsIn,
        ["v2.integration.connect.oauth"] = SignsIn,
        ["v2.integration.attempt.complete"] = SignsIn,
        ["v2.integration.attempt.cancel"] = SignsIn,
        ["experimental.console.switchOrg"] = SignsIn,
        ["mcp.auth.start"] = SignsIn,
        ["mcp.auth.authenticate"] = SignsIn,
        ["mcp.auth.callback"] = SignsIn,
        ["mcp.auth.remove"] = SignsIn,
        ["mcp.add"] = ContextServers,
        ["mcp.connect"] = ContextServers,
        ["mcp.disconnect"] = ContextServers,
        ["project.update"] = "Renames the project.",
        ["project.initGit"] = "Makes a repository of the folder.",
        ["vcs.apply"] = Files,
        ["session.revert"] = Files,
        ["session.unrevert"] = Files,
        ["v2.session.revert.stage"] = Files,
        ["v2.session.revert.clear"] = Files,
        ["v2.session.revert.commit"] = Files,
        ["worktree.create"] = MakesWorktree,
        ["worktree.remove"] = MakesWorktree,
        ["worktree.reset"] = MakesWorktree,
        ["experimental.workspace.create"] = MakesWorktree,
        ["experimental.workspace.remove"] = MakesWorktree,
        ["experimental.workspace.warp"] = MakesWorktree,
        ["experimental.workspace.syncList"] = MakesWorktree,
        ["experimental.controlPlane.moveSession"] = MakesWorktree,
        ["v2.projectCopy.create"] = MakesWorktree,
        ["v2.projectCopy.remove"] = MakesWorktree,
        ["v2.projectCopy.refresh"] = MakesWorktree,
        ["sync.start"] = Synchronisation,
        ["sync.steal"] = Synchronisation,
        ["sync.replay"] = Synchronisation,
        ["v2.permission.saved.remove"] = "Changes what agents may do without asking.",
        ["tui.control.next"] = OtherPeoplesTerminal,
        ["tui.control.response"] = OtherPeoplesTerminal,
        ["tui.appendPrompt"] = OtherPeoplesTerminal,
        ["tui.openHelp"] = OtherPeoplesTerminal,
        ["tui.openSessions"] = OtherPeoplesTerminal,
        ["tui.openThemes"] = OtherPeoplesTerminal,
        ["tui.openModels"] = OtherPeoplesTerminal,
        ["tui.submitPrompt"] = OtherPeoplesTerminal,
        ["tui.clearPrompt"] = OtherPeoplesTerminal,
        ["tui.executeCommand"] = OtherPeoplesTerminal,
        ["tui.showToast"] = OtherPeoplesTerminal,
        ["tui.publish"] = OtherPeoplesTerminal,
        ["tui.selectSession"] = OtherPeoplesTerminal,
    };

    /// <summary>What is no GET and is sent all the same: it makes something that is removed again, changes only such things, or changes nothing.</summary>
    public static IReadOnlySet<string> Harmless { get; } = new HashSet<string>
    {
        "app.log", "session.create", "session.delete", "session.update", "session.deleteMessage", "session.fork", "session.abort", "session.unshare",
        "session.shell", "experimental.session.background", "part.delete", "part.update", "permission.reply", "permission.respond", "question.reply",
        "question.reject", "sync.history.list", "pty.create", "pty.update", "pty.remove", "pty.connectToken", "v2.pty.create", "v2.pty.update",
        "v2.pty.remove", "v2.pty.connectToken", "v2.session.create", "v2.session.switchAgent", "v2.session.switchModel", "v2.session.wait",
        "v2.session.interrupt", "v2.session.permission.create", "v2.session.permission.reply", "v2.session.question.reply", "v2.session.question.reject",
    };

    /// <summary>Why an operation is not sent; null when it is.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="allowsDestructive">Whether what is spared unless it is allowed is sent.</param>
    public static string? ReasonOf(Operation operation, bool allowsDestructive)
    {
        if (Always.TryGetValue(operation.Id, out string? always)) return always;
        if (allowsDestructive || operation.Kind == OperationKind.WebSocket) return null;
        if (UnlessAllowed.TryGetValue(operation.Id, out string? spared)) return $"{spared} It is sent only with --allow-destructive.";
        return operation.Method == HttpMethod.Get || Harmless.Contains(operation.Id)
            ? null
            : "Nobody has said yet whether it is harmless. It is sent only with --allow-destructive.";
    }
}
