using Microsoft.Kiota.Serialization.Json;

namespace OpenCode.Kiota.Requests;

/// <summary>Single values.</summary>
internal static class Primitives
{
    private static readonly Dictionary<Type, Func<JsonParseNode, object?>> _readers = new()
    {
        [typeof(string)] = static n => n.GetStringValue(),
        [typeof(bool)] = static n => n.GetBoolValue(),
        [typeof(byte)] = static n => n.GetByteValue(),
        [typeof(sbyte)] = static n => n.GetSbyteValue(),
        [typeof(int)] = static n => n.GetIntValue(),
        [typeof(long)] = static n => n.GetLongValue(),
        [typeof(float)] = static n => n.GetFloatValue(),
        [typeof(double)] = static n => n.GetDoubleValue(),
        [typeof(decimal)] = static n => n.GetDecimalValue(),
        [typeof(Guid)] = static n => n.GetGuidValue(),
        [typeof(DateTimeOffset)] = static n => n.GetDateTimeOffsetValue(),
        [typeof(TimeSpan)] = static n => n.GetTimeSpanValue(),
    };

    /// <exception cref="NotSupportedException">There is no such value.</exception>
    public static object? Read<T>(JsonParseNode node)
        => _readers.TryGetValue(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), out Func<JsonParseNode, object?>? read)
            ? read(node)
            : throw new NotSupportedException($"A result of type {typeof(T)} cannot be read.");
}
