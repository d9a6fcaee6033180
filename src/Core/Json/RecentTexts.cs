using System.Buffers.Binary;
using System.Text;

namespace OpenCode.Core.Json;

/// <summary>
/// The short texts that one document repeats: ids of the same session and message, names of models and tools, directories.
/// Found again without allocating them again.
/// </summary>
internal sealed class RecentTexts
{
    /// <summary>A document shorter than this repeats too little to be worth the table.</summary>
    public const int WorthwhileLength = 8 * 1024;

    private const int ShortestText = sizeof(uint);
    private const int LongestText = 64;
    private const int SlotBits = 6;

    private readonly string?[] _slots = new string?[1 << SlotBits];

    public static bool Fits(ReadOnlySpan<byte> utf8) => utf8.Length is >= ShortestText and <= LongestText;

    /// <param name="utf8">An unescaped text that <see cref="Fits"/>, in valid UTF-8.</param>
    /// <param name="slot">Where it belongs.</param>
    public string? Find(ReadOnlySpan<byte> utf8, out int slot)
    {
        // Ids differ in their ends.
        uint end = BinaryPrimitives.ReadUInt32LittleEndian(utf8[^ShortestText..]);
        slot = (int)((end * 0x9E3779B1u) >> (32 - SlotBits));
        return _slots[slot] is { } text && text.Length == utf8.Length && Ascii.Equals(utf8, text) ? text : null;
    }

    public string Keep(int slot, string text) => _slots[slot] = text;
}
