using System.Buffers;
using System.Text.Json;
using OpenCode.Core.Json;

namespace OpenCode.Server.Storage;

/// <summary>Keeps models as records, and reads them again.</summary>
internal static class ModelRecords
{
    /// <summary>A change that keeps a model.</summary>
    public static StoreChange Put(string kind, string id, string parent, IJsonModel model)
        => new StoreChange.Put(new StoredRecord(kind, id, parent, ToJson(model)));

    /// <summary>The bytes of a model.</summary>
    public static byte[] ToJson(IJsonModel model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) model.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The model that a record holds.</summary>
    public static T Read<T>(StoredRecord record)
        where T : IJsonModel<T> => Read<T>(record.Json.Span);

    /// <summary>The model in some bytes.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : IJsonModel<T> => new JsonDecoding().DecodeDocument(json, T.Decode);
}
