using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenCode.Server.Agents;

namespace OpenCode.Server.Tests.Running;

/// <summary>A server on a free port of this machine, with a folder of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app, string directory)
    {
        (_app, Directory) = (app, directory);
        BaseUri = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri BaseUri { get; }

    public string Directory { get; }

    public static async Task<RunningServer> StartAsync(IServerAgent agent, Action<OpenCodeEndpointOptions>? configure = null)
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("server-").FullName;
        var options = new OpenCodeEndpointOptions { Directory = directory };
        configure?.Invoke(options);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.MapOpenCode(agent, options);
        await app.StartAsync();
        return new RunningServer(app, directory);
    }

    public OpenCodeClient Client(OpenCodeClientOptions? options = null) => new(options ?? new OpenCodeClientOptions { BaseUri = BaseUri });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
