namespace OpenCode.Verification.Contract.Interactions;

/// <summary>Terminals of both APIs, and requests to a terminal interface.</summary>
internal static class TerminalInteractions
{
    private static readonly Dictionary<string, string> _ticket = new() { ["x-opencode-ticket"] = "1" };

    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("pty.shells", "lists the shells"),
        new("pty.list", "lists a terminal") { Given = "a terminal" },
        new("pty.create", "makes a terminal") { Given = "a clean project", Body = """{"title":"made"}""" },
        new("pty.get", "is found") { Given = "a terminal" },
        new("pty.update", "is renamed and resized") { Given = "a terminal", Body = """{"title":"renamed","size":{"rows":40,"cols":100}}""" },
        new("pty.remove", "is removed") { Given = "a terminal" },
        new("pty.connectToken", "gives a ticket") { Given = "a terminal", Headers = _ticket },
        new("v2.pty.list", "lists a terminal") { Given = "a terminal of the second API" },
        new("v2.pty.create", "makes a terminal") { Given = "a clean project", Body = """{"title":"made"}""" },
        new("v2.pty.get", "is found") { Given = "a terminal of the second API" },
        new("v2.pty.update", "is renamed and resized") { Given = "a terminal of the second API",
            Body = """{"title":"renamed","size":{"rows":40,"cols":100}}""" },
        new("v2.pty.remove", "is removed") { Given = "a terminal of the second API" },
        new("v2.pty.connectToken", "gives a ticket") { Given = "a terminal of the second API", Headers = _ticket },
        new("tui.appendPrompt", "is told") { Body = """{"text":"typed"}""" },
        new("tui.openHelp", "is told"),
        new("tui.openSessions", "is told"),
        new("tui.openThemes", "is told"),
        new("tui.openModels", "is told"),
        new("tui.submitPrompt", "is told"),
        new("tui.clearPrompt", "is told"),
        new("tui.executeCommand", "is told") { Body = """{"command":"agent_cycle"}""" },
        new("tui.showToast", "is told") { Body = """{"message":"A toast.","variant":"info"}""" },
        new("tui.publish", "is told a text") { Body = """{"type":"tui.prompt.append","properties":{"text":"typed"}}""" },
        new("tui.publish", "is told a toast") { Body = """{"type":"tui.toast.show","properties":{"message":"A toast.","variant":"info"}}""" },
        new("tui.selectSession", "is told") { Given = "a session", Body = """{"sessionID":"${sessionID}"}""" },
        new("tui.control.response", "is told") { Body = """{"body":{}}""" },
    ];
}
