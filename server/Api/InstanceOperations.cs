using OpenCode.Models;
using OpenCode.Server.Events;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Api;

/// <summary>Serves the end of what the server holds for a folder: its streams end, and begin anew.</summary>
internal sealed class InstanceOperations(EventHub hub, LocationResolver locations) : IInstanceOperations
{
    public Task<bool> DisposeAsync(InstanceDisposeCall call, CancellationToken cancellationToken)
    {
        string directory = locations.Find(call, call.Directory).Directory;
        hub.Publish(new ServerEvent("server.instance.disposed", new EventServerInstanceDisposedProperties { Directory = directory }, directory));
        hub.EndDirectory(directory);
        return Task.FromResult(true);
    }
}
