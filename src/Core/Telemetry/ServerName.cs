namespace OpenCode.Core.Telemetry;

/// <summary>The server as attributes name it.</summary>
/// <param name="Address">The host.</param>
/// <param name="Port">The port, boxed once because attributes are objects.</param>
internal sealed record ServerName(string Address, object Port)
{
    public ServerName(Uri baseUri)
        : this(baseUri.Host.Trim('[', ']'), baseUri.Port)
    {
    }
}
