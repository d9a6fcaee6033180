using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>A map that could not hold all that a server sent, and the JSON that it sent.</summary>
internal sealed class ReceivedMap<T>(Dictionary<string, T> entries, JsonElement json) : IReadOnlyDictionary<string, T>, IReceivedValue
{
    public JsonElement Json => json;

    public int Count => entries.Count;

    public IEnumerable<string> Keys => entries.Keys;

    public IEnumerable<T> Values => entries.Values;

    public T this[string key] => entries[key];

    public bool ContainsKey(string key) => entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
