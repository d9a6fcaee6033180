using OpenCode.Testing;

namespace BatchSample;

/// <summary>The servers, with the model of those that are started here.</summary>
internal sealed class Crew : IAsyncDisposable
{
    private readonly List<WorkServer> _servers = [];
    private ScriptedModel? _model;

    public IReadOnlyList<WorkServer> Servers => _servers;

    /// <exception cref="ArgumentException">There are sessions of more servers than there are addresses.</exception>
    public async Task StartAsync(BatchSettings settings, int count, CancellationToken cancellationToken)
    {
        if (settings.Addresses.Count > 0)
        {
            if (count > settings.Addresses.Count)
                throw new ArgumentException($"The journal has sessions of {count} servers. Give the addresses of all of them, in the same order.");
            _servers.AddRange(settings.Addresses.Select(static (address, number) => WorkServer.At(number, address)));
            return;
        }

        _model = await ScriptedModel.StartAsync(new() { Respond = new BilledModel(Path.Combine(settings.Folder, "bill.txt")).Respond }, cancellationToken);
        for (int number = 0; number < count; number++) _servers.Add(await WorkServer.StartAsync(number, settings.Folder, _model, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_servers.Select(static s => s.DisposeAsync().AsTask()));
        if (_model is not null) await _model.DisposeAsync();
    }
}
