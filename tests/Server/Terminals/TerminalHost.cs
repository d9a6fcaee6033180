using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;
using OpenCode.Server.Operations;
using OpenCode.Server.Terminals;
using OpenCode.Server.Tests.Git;

namespace OpenCode.Server.Tests.Terminals;

/// <summary>Serves the terminals of a project on a port of this machine, as a server does.</summary>
internal sealed class TerminalHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TerminalHost(WebApplication app, SampleRepository project, TerminalSet terminals, RecordedEvents events)
        => (_app, Project, Terminals, Events, Client) = (app, project, terminals, events, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    public SampleRepository Project { get; }

    public TerminalSet Terminals { get; }

    public RecordedEvents Events { get; }

    public HttpClient Client { get; }

    public static async Task<TerminalHost> StartAsync()
    {
        var project = new SampleRepository();
        var events = new RecordedEvents();
        var options = new OpenCodeEndpointOptions { Directory = project.Root };
        var terminals = new TerminalSet(events, new ServerIds(TimeProvider.System), TimeProvider.System);
        var operations = new OpenCodeOperations
        {
            Pty = new PtyOperations(terminals, project.Locations, options),
            V2Pty = new V2PtyOperations(terminals, project.Locations, new OpenCode.Server.Git.ProjectIdentities(), options),
        };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.UseWebSockets();
        foreach (OperationEndpoint<OpenCodeOperations> endpoint in OpenCodeOperations.Endpoints)
        {
            RequestDelegate serve = context => ServeAsync(endpoint, operations, new OperationExchange(context));
            if (endpoint.Path.Contains("/pty", StringComparison.Ordinal)) app.MapMethods(endpoint.RoutePattern, [endpoint.Method], serve);
        }

        await app.StartAsync(SampleRepository.Token);
        return new TerminalHost(app, project, terminals, events);
    }

    /// <summary>Opens a terminal's WebSocket.</summary>
    public async Task<ClientWebSocket> ConnectAsync(string path, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new Uri(Client.BaseAddress!.AbsoluteUri.Replace("http:", "ws:", StringComparison.Ordinal) + path), SampleRepository.Token);
        return socket;
    }

    public static Task TypeAsync(ClientWebSocket socket, string text)
        => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, SampleRepository.Token);

    /// <summary>Receives until a condition holds, or the server closes. Marks stand in the text as {cursor}.</summary>
    public static async Task<string> ReceiveAsync(ClientWebSocket socket, Func<string, bool> until)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[1 << 20];
        while (!until(text.ToString()))
        {
            int length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(length), SampleRepository.Token);
                length += received.Count;
            }
            while (!received.EndOfMessage);

            if (received.MessageType == WebSocketMessageType.Close) break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, length).Replace("\0{\"cursor\":", "{", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Terminals.DisposeAsync();
        Client.Dispose();
        await _app.DisposeAsync();
        Project.Dispose();
    }

    private static async Task ServeAsync(OperationEndpoint<OpenCodeOperations> endpoint, OpenCodeOperations operations, OperationExchange exchange)
    {
        try
        {
            await endpoint.Serve(operations, exchange);
        }
        catch (OperationException e)
        {
            await exchange.WriteErrorAsync(e);
        }
    }
}
