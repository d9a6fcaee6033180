using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OpenCode.Pact.Native;

namespace OpenCode.Pact.Consumer;

/// <summary>A server on loopback that answers as a pact says, and remembers which requests it did not expect.</summary>
public sealed class MockServer : IDisposable
{
    private readonly int _port;
    private bool _ended;

    internal MockServer(int port) => _port = port;

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Whether every interaction was asked for, and nothing else.</summary>
    public bool Matched => PactCore.MockServerMatched(LivePort);

    /// <summary>What did not match: a line a difference, readable by people; empty when everything did.</summary>
    public string Mismatches
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Marshal.PtrToStringUTF8(PactCore.MockServerMismatches(LivePort)) ?? "[]");
            var text = new StringBuilder();
            foreach (JsonElement request in document.RootElement.EnumerateArray())
            {
                text.Append(Member(request, "method")).Append(' ').Append(Member(request, "path")).Append(": ").AppendLine(Verdict(Member(request, "type")));
                if (!request.TryGetProperty("mismatches", out JsonElement mismatches)) continue;
                foreach (JsonElement mismatch in mismatches.EnumerateArray())
                    text.Append("  ").AppendLine($"{Member(mismatch, "path")} {Member(mismatch, "mismatch")}".TrimStart());
            }

            return text.ToString();
        }
    }

    // The core finds a server by its port, which may be another server's by now.
    private int LivePort
    {
        get
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            return _port;
        }
    }

    /// <summary>Ends the server.</summary>
    public void Dispose()
    {
        if (!_ended) _ = PactCore.CleanUpMockServer(_port);
        _ended = true;
    }

    private static string Verdict(string type) => type switch
    {
        "request-mismatch" => "differs from the pact (request-mismatch)",
        "request-not-found" => "is not in the pact (request-not-found)",
        "missing-request" => "was never sent (missing-request)",
        _ => type,
    };

    private static string Member(JsonElement element, string name)
        => element.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";
}
