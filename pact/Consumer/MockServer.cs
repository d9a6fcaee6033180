using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OpenCode.Pact.Native;

namespace OpenCode.Pact;

/// <summary>A server on loopback that answers as a pact says, and remembers which requests it did not expect.</summary>
public sealed class MockServer : IDisposable
{
    private readonly int _port;

    internal MockServer(int port) => _port = port;

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Whether every interaction was asked for, and nothing else.</summary>
    public bool Matched => PactCore.MockServerMatched(_port);

    /// <summary>What did not match: a line a difference, readable by people; empty when everything did.</summary>
    public string Mismatches
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Marshal.PtrToStringUTF8(PactCore.MockServerMismatches(_port)) ?? "[]");
            var text = new StringBuilder();
            foreach (JsonElement request in document.RootElement.EnumerateArray())
            {
                text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{Member(request, "method")} {Member(request, "path")}: {Member(request, "type")}");
                if (!request.TryGetProperty("mismatches", out JsonElement mismatches)) continue;
                foreach (JsonElement mismatch in mismatches.EnumerateArray())
                    text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"  {Member(mismatch, "path")} {Member(mismatch, "mismatch")}");
            }

            return text.ToString();
        }
    }

    /// <summary>Ends the server.</summary>
    public void Dispose() => _ = PactCore.CleanUpMockServer(_port);

    private static string Member(JsonElement element, string name)
        => element.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";
}
