using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;

namespace OpenCode.Verification.Contract.Interactions;

/// <summary>Context servers (MCP).</summary>
internal static class ContextServerInteractions
{
    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("mcp.status", "lists a connected server") { Given = "a context server", Answer = Status("scripted", "connected") },
        new("mcp.status", "lists a disabled server") { Given = "a broken and a disabled context server", Answer = Status("off", "disabled") },
        new("mcp.status", "lists a broken server") { Given = "a broken and a disabled context server", Answer = Status("broken", "failed", "error") },
        new("mcp.status", "lists a server that wants a sign-in") { Given = "a context server that wants a sign-in", Answer = Status("guarded", "needs_auth") },
        new("mcp.status", "lists a server that knows no new clients") { Given = "a context server that knows no new clients",
            Answer = Status("closed", "needs_client_registration", "error") },
        new("mcp.add", "adds a disabled server") { Given = "a clean project",
            Body = """{"name":"off","config":{"type":"local","command":["false"],"enabled":false}}""", Answer = Status("off", "disabled") },
        new("mcp.connect", "connects") { Given = "a disconnected context server" },
        new("mcp.disconnect", "disconnects") { Given = "a context server of its own" },
        new("mcp.auth.start", "begins a sign-in") { Given = "a context server that wants a sign-in" },
        new("mcp.auth.callback", "ends a sign-in") { Given = "a sign-in at a context server that has begun", Body = """{"code":"scripted-code"}""",
            Choose = Choose.At("", "McpStatusConnected") },
        new("mcp.auth.remove", "forgets a sign-in") { Given = "a context server" },
    ];

    // Servers are told apart by their names, which are the names of the answer's properties.
    private static JsonObject Status(string name, string status, string? text = null)
    {
        JsonObject value = new() { ["status"] = Matching.Exactly(status) };
        if (text is not null) value[text] = Matching.Type(text);
        return new() { [name] = value };
    }
}
