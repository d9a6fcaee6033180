using System.Diagnostics;
using Microsoft.Extensions.AI;
using OpenCode.Hosting;
using OpenCode.Server;
using OpenCode.Server.Agents;

namespace ServerSample;

/// <summary>The server, and the terminal on it.</summary>
internal static class ServerProgram
{
    public static async Task<int> RunAsync(int port, string directory, bool isServedOnly, CancellationToken cancellationToken)
    {
        // The one line that counts is MapOpenCode; any IChatClient will do.
        AIFunction clock = AIFunctionFactory.Create(static () => DateTimeOffset.Now.ToString("HH:mm"), "look_at_clock", "Tells the time.");
        var agent = new ChatClientAgent(new DemoChatClient(), new ChatClientAgentOptions
        {
            Catalog = new() { Models = [new("demo", "parrot") { Name = "Parrot" }] },
            Tools = _ => [new ApprovalRequiredAIFunction(clock)],
        });
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using WebApplication app = builder.Build();
        app.MapOpenCode(agent, new OpenCodeEndpointOptions { Directory = directory });
        await app.StartAsync(cancellationToken);
        string address = app.Urls.First();
        Console.WriteLine($"opencode server listening on {address}");
        if (isServedOnly) await app.WaitForShutdownAsync(cancellationToken);
        else await AttachAsync(address, directory, cancellationToken);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task AttachAsync(string address, string directory, CancellationToken cancellationToken)
    {
        OpenCodeInstallation installation = await OpenCodeInstallation.EnsureAsync(cancellationToken: cancellationToken);
        using Process terminal = Process.Start(new ProcessStartInfo(installation.ExecutablePath, ["attach", address]) { WorkingDirectory = directory })!;
        await terminal.WaitForExitAsync(cancellationToken);
    }
}
