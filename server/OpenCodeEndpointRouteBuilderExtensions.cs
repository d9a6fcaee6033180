using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenCode.Server.Agents;

namespace OpenCode.Server;

/// <summary>Maps OpenCode's API into an ASP.NET Core program.</summary>
public static class OpenCodeEndpointRouteBuilderExtensions
{
    /// <summary>Serves OpenCode's API for an agent: its terminal, its web app, its SDKs and this project's client work with it.</summary>
    /// <param name="routes">The program's routes, for example the <c>WebApplication</c>.</param>
    /// <param name="agent">Who answers.</param>
    /// <param name="options">What is served, and to whom; null for the current folder, without a password, for this machine.</param>
    /// <returns>All endpoints, for conventions such as rate limits.</returns>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    public static IEndpointConventionBuilder MapOpenCode(this IEndpointRouteBuilder routes, IServerAgent agent, OpenCodeEndpointOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(agent);
        IServiceProvider services = routes.ServiceProvider;
        options ??= new OpenCodeEndpointOptions();
        options.Validate();
        var server = new OpenCodeServer(
            agent, options, services.GetService<TimeProvider>() ?? TimeProvider.System, services.GetRequiredService<ILoggerFactory>());
        IHostApplicationLifetime life = services.GetRequiredService<IHostApplicationLifetime>();

        // Open prompts, terminals and streams hold a host that stops, until they have ended.
        life.ApplicationStopping.Register(static s => _ = ((OpenCodeServer)s!).StopAsync(), server);
        life.ApplicationStopped.Register(static s => ((OpenCodeServer)s!).DisposeAsync().AsTask().GetAwaiter().GetResult(), server);

        // Terminals are WebSockets. Where the routes are not the program, it calls UseWebSockets itself.
        if (routes is IApplicationBuilder app) app.UseWebSockets();
        return server.Map(routes);
    }

    /// <summary>Serves OpenCode's API for a chat client, without tools.</summary>
    /// <param name="routes">The program's routes, for example the <c>WebApplication</c>.</param>
    /// <param name="client">The model that answers. For tools, instructions and names make a <see cref="ChatClientAgent"/>.</param>
    /// <param name="options">What is served, and to whom; null for the current folder, without a password, for this machine.</param>
    /// <returns>All endpoints, for conventions such as rate limits.</returns>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    public static IEndpointConventionBuilder MapOpenCode(this IEndpointRouteBuilder routes, IChatClient client, OpenCodeEndpointOptions? options = null)
        => routes.MapOpenCode(new ChatClientAgent(client), options);
}
