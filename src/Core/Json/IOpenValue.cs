using System.ComponentModel;

namespace OpenCode.Core.Json;

/// <summary>A string with well-known values that also holds every value a newer server may send.</summary>
/// <typeparam name="TSelf">The enum type itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOpenValue<TSelf>
    where TSelf : struct, IOpenValue<TSelf>
{
    /// <summary>The string on the wire; empty for a default value.</summary>
    string Value { get; }

    /// <summary>Makes a value from its string on the wire, known or not.</summary>
    /// <param name="value">The string on the wire.</param>
    /// <returns>The value.</returns>
    static abstract TSelf FromValue(string value);

    /// <summary>Finds a well-known value without allocating its string.</summary>
    /// <param name="utf8">The unescaped UTF-8 text.</param>
    /// <param name="value">The well-known value, when there is one.</param>
    /// <returns>Whether the text is a well-known value.</returns>
    static abstract bool TryFromKnown(ReadOnlySpan<byte> utf8, out TSelf value);
}
