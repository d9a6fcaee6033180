using System.Text.Json;
using OpenCode.NSwag;

namespace OpenCode.Benchmarks.Generators;

/// <summary>The client that NSwag makes of the prepared document, over a plain <see cref="HttpClient"/>.</summary>
internal sealed class NSwagWork(Uri server) : IDisposable
{
    private readonly OpenCodeNSwag _nswag = new(server);

    public static List<SessionMessagesResponseItem> Decode(ReadOnlyMemory<byte> utf8)
        => JsonSerializer.Deserialize<List<SessionMessagesResponseItem>>(utf8.Span, OpenCodeNSwagClient.Json)!;

    public static byte[] Encode(IReadOnlyList<SessionMessagesResponseItem> messages)
        => JsonSerializer.SerializeToUtf8Bytes(messages, OpenCodeNSwagClient.Json);

    public Task<Session> GetAsync(string session) => _nswag.Client.Session_getAsync(session);

    public void Dispose() => _nswag.Dispose();
}
