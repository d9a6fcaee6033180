using Microsoft.Kiota.Serialization.Json;

namespace OpenCode.Kiota.Requests;

/// <summary>Single values.</summary>
internal static class Primitives
{
    /// <exception cref="NotSupportedException">There is no such value.</exception>
    public static object? Read<T>(JsonParseNode node)
    {
        Type type = typeof(T);
        if (type == typeof(string)) return node.GetStringValue();
        if (type == typeof(bool?) || type == typeof(bool)) return node.GetBoolValue();
        if (type == typeof(int?) || type == typeof(int)) return node.GetIntValue();
        if (type == typeof(long?) || type == typeof(long)) return node.GetLongValue();
        if (type == typeof(double?) || type == typeof(double)) return node.GetDoubleValue();
        if (type == typeof(DateTimeOffset?) || type == typeof(DateTimeOffset)) return node.GetDateTimeOffsetValue();
        throw new NotSupportedException($"A result of type {type} cannot be read.");
    }
}
