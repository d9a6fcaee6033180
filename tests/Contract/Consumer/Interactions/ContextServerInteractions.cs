namespace OpenCode.Contract.Tests.Consumer.Interactions;

/// <summary>Context servers (MCP).</summary>
internal static class ContextServerInteractions
{
    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("mcp.status", "lists a connected server") { Given = "a context server", Choose = Choose.At("/*", "McpStatusConnected") },
        new("mcp.add", "adds a disabled server") { Given = "a clean project", Body = """{"name":"off","config":{"type":"local","command":["false"],"enabled":false}}""" },
        new("mcp.connect", "connects") { Given = "a disconnected context server" },
        new("mcp.disconnect", "disconnects") { Given = "a context server of its own" },
        new("mcp.auth.remove", "forgets a sign-in") { Given = "a context server" },
    ];
}
