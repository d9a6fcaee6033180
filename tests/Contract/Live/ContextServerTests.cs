using OpenCode.Core.Errors;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Context servers (MCP).</summary>
[Collection<SharedServer>]
public sealed class ContextServerTests(LiveServer server)
{
    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task An_added_server_is_listed_with_its_status()
    {
        IReadOnlyDictionary<string, McpStatus> disabled = await server.Client.Mcp.PostAsync(
            new() { Name = "off", Config = new McpLocalConfig { Command = ["false"], Enabled = false } }, cancellationToken: LiveServer.Cancellation);
        Assert.IsType<McpStatusDisabled>(disabled["off"]);

        await server.Client.Mcp.PostAsync(
            new() { Name = "broken", Config = new McpLocalConfig { Command = ["false"] } }, cancellationToken: LiveServer.Cancellation);
        IReadOnlyDictionary<string, McpStatus> listed = await server.Client.Mcp.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.NotEmpty(Assert.IsType<McpStatusFailed>(listed["broken"]).Error);

        Assert.True(await server.Client.Mcp["off"].Disconnect.PostAsync(cancellationToken: LiveServer.Cancellation));
        var unknown = await Assert.ThrowsAsync<ApiNotFoundException>(
            () => server.Client.Mcp["unknown"].Connect.PostAsync(cancellationToken: LiveServer.Cancellation));
        Assert.IsType<McpServerNotFoundError>(unknown.Error);
    }
}
