using System.Text.Json;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Serialization.Json;
using OpenCode.Kiota;
using Message = OpenCode.Kiota.Session.Item.Message.Message;

namespace OpenCode.Benchmarks.Generators;

/// <summary>The client that Kiota makes of the prepared document, with the libraries that belong to it.</summary>
internal sealed class KiotaWork : IDisposable
{
    private readonly HttpClientRequestAdapter _adapter = new(new AnonymousAuthenticationProvider());
    private readonly OpenCodeKiotaClient _client;

    public KiotaWork(Uri server)
    {
        _adapter.BaseUrl = server.ToString().TrimEnd('/');
        _client = new OpenCodeKiotaClient(_adapter);
    }

    /// <summary>Decodes messages as the adapter does: by way of a document, of which the models keep what has no type.</summary>
    public static List<Message> Decode(ReadOnlyMemory<byte> utf8)
    {
        using JsonDocument document = JsonDocument.Parse(utf8);
        return [.. new JsonParseNode(document.RootElement.Clone()).GetCollectionOfObjectValues(Message.CreateFromDiscriminatorValue)];
    }

    public static byte[] Encode(IReadOnlyList<Message> messages)
    {
        using JsonSerializationWriter writer = new();
        writer.WriteCollectionOfObjectValues(null, messages);
        using Stream written = writer.GetSerializedContent();
        using MemoryStream copy = new();
        written.CopyTo(copy);
        return copy.ToArray();
    }

    public Task<OpenCode.Kiota.Models.Session?> GetAsync(string session) => _client.Session[session].GetAsync();

    public void Dispose() => _adapter.Dispose();
}
