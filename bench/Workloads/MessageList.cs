using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpenCode.Benchmarks.Peer;
using OpenCode.Core.Json;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Decodes and encodes the recorded messages, with the client and with System.Text.Json's source generator.</summary>
internal sealed class MessageList
{
    // The client's own settings for request bodies.
    private static readonly JsonWriterOptions _writerOptions = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonDecoding.MaxDepth,
    };

    // Reused, as the client does: its memory is there before anything is measured.
    private static readonly ArrayBufferWriter<byte> _buffer = new(4 << 20);
    private static readonly Utf8JsonWriter _writer = new(_buffer, _writerOptions);

    private readonly JsonDecoder<IReadOnlyList<Models.MessageWithParts>> _decoder = OperationCatalog.SessionMessages.ResultDecoder!;
    private readonly JsonTypeInfo<List<MessageWithParts>> _peerType = PeerContext.Default.ListMessageWithParts;
    private readonly JsonTypeInfo<List<SettablePeer.MessageWithParts>> _settablePeerType = SettablePeer.SettablePeerContext.Default.ListMessageWithParts;
    private readonly IReadOnlyList<Models.MessageWithParts> _ours;
    private readonly List<MessageWithParts> _peers;

    public MessageList()
    {
        Utf8 = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "messages-200.json"));
        _ours = Decode();
        _peers = DecodePeer();
        Verify("The client", Encode());
        Verify("The peer", EncodePeer());
        Verify("The settable peer", JsonSerializer.SerializeToUtf8Bytes(DecodeSettablePeer(), _settablePeerType));
    }

    public byte[] Utf8 { get; }

    public IReadOnlyList<Models.MessageWithParts> Decode() => new JsonDecoding().DecodeDocument(Utf8, _decoder);

    /// <summary>Reads every token and makes nothing of it: what no decoder can be faster than.</summary>
    public int Walk()
    {
        Utf8JsonReader reader = new(Utf8);
        int tokens = 0;
        while (reader.Read()) tokens++;
        return tokens;
    }

    public List<MessageWithParts> DecodePeer() => JsonSerializer.Deserialize(Utf8, _peerType)!;

    public List<SettablePeer.MessageWithParts> DecodeSettablePeer() => JsonSerializer.Deserialize(Utf8, _settablePeerType)!;

    public ReadOnlySpan<byte> Encode()
    {
        Rewind();
        JsonWriting.WriteModels(_writer, _ours);
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    public ReadOnlySpan<byte> EncodePeer()
    {
        Rewind();
        JsonSerializer.Serialize(_writer, _peers, _peerType);
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    private static void Rewind()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
    }

    // Numbers about code that loses something would be worthless.
    private void Verify(string name, ReadOnlySpan<byte> encoded)
    {
        using JsonDocument original = JsonDocument.Parse(Utf8);
        using JsonDocument copy = JsonDocument.Parse(encoded.ToArray());
        if (!JsonElement.DeepEquals(original.RootElement, copy.RootElement))
            throw new InvalidOperationException($"{name} does not write back what it read; its types do not fit the recording.");
    }
}
