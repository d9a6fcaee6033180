using OpenCode.Hosting.Ports;

namespace OpenCode.Hosting.Supervision;

/// <summary>The address of a supervised server: chosen late, but once it has been told, never another.</summary>
internal sealed class SupervisedAddress(OpenCodeServerOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private Uri? _uri;
    private PortReservation? _held;

    public Uri Uri
    {
        get
        {
            lock (_gate)
            {
                if (_uri is not null) return _uri;

                // A fixed port is what it is; whether it is free is the start's business.
                bool isFixed = options.Port != 0;
                int port = isFixed ? options.Port : FreePort.Choose(options);
                if (!isFixed) _held = PortReservation.TryHold(options.Hostname, port);
                return _uri = ServerAddress.Of(options.Hostname, port);
            }
        }
    }

    /// <summary>The port that has been told, or null.</summary>
    public int? SettledPort
    {
        get
        {
            lock (_gate) return _uri?.Port;
        }
    }

    public void SettleOn(Uri uri)
    {
        lock (_gate) _uri = uri;
    }

    /// <summary>Makes way for the server.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _held?.Dispose();
            _held = null;
        }
    }

    public void Dispose() => Release();
}
