using System.Net;
using System.Net.Sockets;
using OpenCode.Models;

namespace OpenCode.Verification.Contract.States;

/// <summary>Context servers (MCP): one that everybody may use, and some that do not work or want a sign-in first.</summary>
internal static class ContextServerStates
{
    private const string Open = "scripted";
    private const string Guarded = "guarded";

    public static IReadOnlyList<ProviderState> All { get; } =
    [
        new("a context server", static (_, _) => Task.FromResult(new StateValues { ["name"] = Open })) { Needs = ServerNeed.ContextServer },
        new("a context server of its own", ConnectedAsync) { Needs = ServerNeed.ContextServer },
        new("a disconnected context server", DisconnectedAsync) { Needs = ServerNeed.ContextServer },
        new("a broken and a disabled context server", BrokenAndDisabledAsync) { Uses = "mcp.add" },
        new("a context server that wants a sign-in", GuardedAsync) { Needs = ServerNeed.ContextServer },
        new("a context server that knows no new clients", ClosedAsync) { Needs = ServerNeed.ContextServer },
        new("a sign-in at a context server that has begun", SignInAsync) { Needs = ServerNeed.ContextServer },
    ];

    private static async Task<StateValues> ConnectedAsync(StateContext context, CancellationToken cancellationToken)
    {
        await context.Client.Mcp[Open].Connect.PostAsync(cancellationToken: cancellationToken);
        context.OnTearDown(token => context.Client.Mcp[Open].Connect.PostAsync(cancellationToken: token));
        return new() { ["name"] = Open };
    }

    private static async Task<StateValues> DisconnectedAsync(StateContext context, CancellationToken cancellationToken)
    {
        await context.Client.Mcp[Open].Disconnect.PostAsync(cancellationToken: cancellationToken);
        context.OnTearDown(token => context.Client.Mcp[Open].Connect.PostAsync(cancellationToken: token));
        return new() { ["name"] = Open };
    }

    private static async Task<StateValues> BrokenAndDisabledAsync(StateContext context, CancellationToken cancellationToken)
    {
        await context.Client.Mcp.PostAsync(new() { Name = "broken", Config = new McpLocalConfig { Command = ["false"] } },
            cancellationToken: cancellationToken);
        await context.Client.Mcp.PostAsync(new() { Name = "off", Config = new McpLocalConfig { Command = ["false"], Enabled = false } },
            cancellationToken: cancellationToken);
        return [];
    }

    private static Task<StateValues> GuardedAsync(StateContext context, CancellationToken cancellationToken)
        => AddAsync(context, Guarded, context.ContextServer.GuardedAddress, cancellationToken);

    private static Task<StateValues> ClosedAsync(StateContext context, CancellationToken cancellationToken)
        => AddAsync(context, "closed", context.ContextServer.ClosedAddress, cancellationToken);

    private static async Task<StateValues> SignInAsync(StateContext context, CancellationToken cancellationToken)
    {
        StateValues values = await GuardedAsync(context, cancellationToken);
        await context.Client.Mcp[Guarded].Auth.PostAsync(cancellationToken: cancellationToken);
        return values;
    }

    // The server waits for browsers at a port of its own, 19876 unless it is told another one.
    private static async Task<StateValues> AddAsync(StateContext context, string name, Uri address, CancellationToken cancellationToken)
    {
        var config = new McpRemoteConfig { Url = address.AbsoluteUri, Oauth = new McpOAuthConfig { CallbackPort = FreeLoopbackPort() } };
        context.OnTearDown(token => context.Client.Mcp[name].Auth.DeleteAsync(cancellationToken: token));
        await context.Client.Mcp.PostAsync(new() { Name = name, Config = config }, cancellationToken: cancellationToken);
        return new() { ["name"] = name };
    }

    private static int FreeLoopbackPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
