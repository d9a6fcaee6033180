using System.Collections;
using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>A list that could not hold all that a server sent, and the JSON that it sent.</summary>
internal sealed class ReceivedList<T>(IReadOnlyList<T> items, JsonElement json) : IReadOnlyList<T>, IReceivedValue
{
    public JsonElement Json => json;

    public int Count => items.Count;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
