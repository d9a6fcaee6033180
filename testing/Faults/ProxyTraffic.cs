namespace OpenCode.Testing.Faults;

/// <summary>How many bytes went through a proxy.</summary>
internal sealed class ProxyTraffic
{
    private long _toClients;
    private long _toServer;

    public long ToClients => Interlocked.Read(ref _toClients);

    public long ToServer => Interlocked.Read(ref _toServer);

    public void CountToClients(int bytes) => Interlocked.Add(ref _toClients, bytes);

    public void CountToServer(int bytes) => Interlocked.Add(ref _toServer, bytes);
}
