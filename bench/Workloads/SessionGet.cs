using OpenCode.Core.Json;
using OpenCode.Models;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Gets a session through the client, and with nothing but <see cref="HttpClient"/> and the same decoder.</summary>
internal sealed class SessionGet : IDisposable
{
    private const string Id = "ses_0123456789abcdefghijklmnop";

    private readonly OpenCodeClient _client;
    private readonly HttpClient _http = new();
    private readonly Uri _uri;
    private readonly JsonDecoder<Session> _decoder = OperationCatalog.SessionGet.ResultDecoder!;

    public SessionGet(Uri server)
    {
        _client = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = server });
        _uri = new Uri(server, $"session/{Id}");
    }

    public Task<Session> GetAsync() => _client.Session[Id].GetAsync();

    public async Task<Session> GetBareAsync()
    {
        byte[] body = await _http.GetByteArrayAsync(_uri);
        return new JsonDecoding().DecodeDocument(body, _decoder);
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }
}
