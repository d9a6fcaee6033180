using System.Security.Cryptography;
using System.Text;

namespace OpenCode.Core.Requests;

/// <summary>What a request to open a WebSocket says, and what the server has to say in return (RFC 6455, section 4).</summary>
internal sealed class WebSocketHandshake
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyLength = 16;

    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength));

    /// <summary>Adds the headers of the handshake.</summary>
    public void ApplyTo(HttpRequestMessage message)
    {
        message.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        message.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        message.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        message.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", _key);
    }

    /// <summary>Whether a response belongs to this handshake, and does not come from something that knows nothing of WebSockets.</summary>
    public bool IsAcceptedBy(HttpResponseMessage response)
        => response.StatusCode == System.Net.HttpStatusCode.SwitchingProtocols
            && Has(response, "Upgrade", "websocket", StringComparison.OrdinalIgnoreCase)
            && Has(response, "Sec-WebSocket-Accept", Expected(), StringComparison.Ordinal);

#pragma warning disable CA5350 // The protocol prescribes SHA-1; it protects nothing here, it only shows that the server speaks the protocol.
    private string Expected() => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(_key + Magic)));
#pragma warning restore CA5350

    private static bool Has(HttpResponseMessage response, string header, string value, StringComparison comparison)
        => response.Headers.NonValidated.TryGetValues(header, out System.Net.Http.Headers.HeaderStringValues values)
            && values.ToString().Trim().Equals(value, comparison);
}
