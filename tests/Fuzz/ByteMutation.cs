using System.Text;

namespace OpenCode.Fuzz;

/// <summary>Damages bytes as networks, proxies and bad programs do, and as nobody does.</summary>
internal static class ByteMutation
{
    private static readonly byte[][] _tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ":", ",", "\"", "\\", "null", "true", "1e999", "-", "-0", "1.5", "\"\"", "{}", "[]", "\\ud83d", "\\u0000", "\"type\":",
                "\"type\":\"text\",", "\"id\":null,",
            "\n", "\r", "\r\n", "\n\n", "data:", "data: ", "event: ", "id: ", "retry: 1\n", ": c\n", "\uFEFF", "\0", " ", "9223372036854775808",
                "\"2026-11-20T10:00:00Z\"", "\"NaN\"",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F],
    ];

    /// <summary>Changes bytes in up to four places; not at all in one case of eight.</summary>
    /// <param name="bytes">The bytes, which stay as they are.</param>
    /// <param name="other">Other bytes, of which a piece may be put in.</param>
    /// <param name="random">Where and how.</param>
    public static byte[] Mutate(byte[] bytes, byte[] other, Random random)
    {
        if (random.Next(8) == 0) return bytes;
        for (int changes = random.Next(1, 5); changes > 0; changes--) bytes = Change(bytes, other, random);
        return bytes;
    }

    private static byte[] Change(byte[] bytes, byte[] other, Random random)
    {
        int at = random.Next(bytes.Length + 1);
        int length = random.Next(Math.Min(bytes.Length - at, random.Next(8) == 0 ? 4096 : 12) + 1);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Length:
                bytes = [.. bytes];
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1 when at < bytes.Length:
                bytes = [.. bytes];
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 4:
                int from = random.Next(other.Length + 1);
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + random.Next(200))], .. bytes[(at + length)..]];
            case 5 when random.Next(4) == 0:
                return bytes[..at];
            default:
                return [.. bytes[..at], .. _tokens[random.Next(_tokens.Length)], .. bytes[(at + (random.Next(2) == 0 ? length : 0))..]];
        }
    }
}
