using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OpenCode.Testing.Loopback;

/// <summary>Web servers on a free port of 127.0.0.1 that keep out of the way of the program that runs the tests.</summary>
public static class LoopbackApplication
{
    /// <summary>Makes a server without routes. Its address is known once it has started: the first of <see cref="WebApplication.Urls"/>.</summary>
    public static WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // The usual lifetime would take SIGTERM and Ctrl+C away from the program that runs the tests.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;

            // What is too long for OpenCode is for OpenCode to refuse.
            kestrel.Limits.MaxRequestLineSize = 128 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;

            // Tests stall clients and requests on purpose, and for as long as they like.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        return builder.Build();
    }

    /// <summary>Ends a server without waiting for clients that keep their connection open.</summary>
    /// <param name="application">The server.</param>
    public static async ValueTask EndAsync(WebApplication application)
    {
        // A token that is already cancelled: no time for anybody.
        await application.StopAsync(new CancellationToken(canceled: true));
        await application.DisposeAsync();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
