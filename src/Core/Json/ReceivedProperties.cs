using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>
/// The additional properties of a model that a server sent in another shape than declared, and with them, not listed, the JSON of what the model's own
/// members could not hold. Writing the model writes that JSON back, for every member that still has the value it was decoded to.
/// </summary>
/// <typeparam name="T">The type of the additional properties.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1710", Justification = "It stands in for a dictionary and is not named by users.")]
public sealed class ReceivedProperties<T> : IReadOnlyDictionary<string, T>
{
    private static readonly Dictionary<string, T> _none = [];

    private readonly Type _model;
    private readonly Dictionary<string, T>? _additional;
    private readonly JsonElement? _whole;
    private readonly Dictionary<string, JsonElement>? _originals;
    private readonly string[] _missing;

    internal ReceivedProperties(Type model, Dictionary<string, T>? additional, JsonElement? whole, Dictionary<string, JsonElement>? originals, string[] missing)
    {
        _model = model;
        _additional = additional;
        _whole = whole;
        _originals = originals;
        _missing = missing;
    }

    /// <summary>The additional properties alone; null for none.</summary>
    public IReadOnlyDictionary<string, T>? Additional => _additional;

    /// <inheritdoc/>
    public int Count => Listed.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => Listed.Keys;

    /// <inheritdoc/>
    public IEnumerable<T> Values => Listed.Values;

    private Dictionary<string, T> Listed => _additional ?? _none;

    /// <inheritdoc/>
    public T this[string key] => Listed[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Listed.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => Listed.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => Listed.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Writes a model with what its members could not hold.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="writer">The writer that receives the value.</param>
    /// <param name="model">The model, with <see cref="Additional"/> as its additional properties.</param>
    /// <param name="decoder">The decoder of the model, which tells what its members would be if nobody had changed them.</param>
    public void Write<TModel>(Utf8JsonWriter writer, TModel model, JsonDecoder<TModel> decoder)
        where TModel : class, IJsonModel
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(model);

        // Somebody gave another model the same additional properties; the originals are not its own.
        if (typeof(TModel) != _model)
        {
            model.WriteTo(writer);
            return;
        }

        ReadOnlyMemory<byte> now = Encoded(model);
        ReadOnlyMemory<byte> unchanged = Encoded(JsonDecoding.DecodeForgetting(Originals().Span, decoder));
        if (_whole is { } whole) writer.WriteRawValue(IsSame(now, unchanged, decoder) ? JsonWriting.RawOf(whole) : now.Span, skipInputValidation: true);
        else WriteMembers(writer, Members(now), Members(unchanged));
    }

    // What stands inside may write originals of its own, which the other one has forgotten.
    private static bool IsSame<TModel>(ReadOnlyMemory<byte> now, ReadOnlyMemory<byte> unchanged, JsonDecoder<TModel> decoder)
        where TModel : class, IJsonModel
        => now.Span.SequenceEqual(unchanged.Span) || Encoded(JsonDecoding.DecodeForgetting(now.Span, decoder)).Span.SequenceEqual(unchanged.Span);

    private void WriteMembers(Utf8JsonWriter writer, Dictionary<string, JsonElement> now, Dictionary<string, JsonElement> unchanged)
    {
        writer.WriteStartObject();
        foreach ((string name, JsonElement value) in now)
        {
            bool isUnchanged = unchanged.TryGetValue(name, out JsonElement before) && JsonWriting.RawOf(before).SequenceEqual(JsonWriting.RawOf(value));
            if (isUnchanged && _missing.Contains(name)) continue;
            writer.WritePropertyName(name);
            JsonWriting.WriteElement(
                writer, isUnchanged && _originals is not null && _originals.TryGetValue(name, out JsonElement original) ? original : value);
        }

        // A member that was null for want of a value is still null, or somebody has removed it since.
        foreach ((string name, JsonElement original) in _originals ?? [])
        {
            if (now.ContainsKey(name) || unchanged.ContainsKey(name)) continue;
            writer.WritePropertyName(name);
            JsonWriting.WriteElement(writer, original);
        }

        writer.WriteEndObject();
    }

    /// <summary>A document that decodes to the same members as the received one did, as far as they could not hold it.</summary>
    private ReadOnlyMemory<byte> Originals()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (_whole is { } whole)
            {
                JsonWriting.WriteElement(writer, whole);
            }
            else
            {
                writer.WriteStartObject();
                JsonWriting.WriteKept(writer, _originals);
                writer.WriteEndObject();
            }
        }

        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Encoded(IJsonModel model)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            model.WriteTo(writer);
        return buffer.WrittenMemory;
    }

    private static Dictionary<string, JsonElement> Members(ReadOnlyMemory<byte> utf8)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in JsonElement.Parse(utf8.Span, JsonDecoding.ElementOptions).EnumerateObject()) members[member.Name] = member.Value;
        return members;
    }
}
