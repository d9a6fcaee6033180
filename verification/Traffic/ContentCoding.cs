using System.IO.Compression;

namespace OpenCode.Verification.Traffic;

/// <summary>Undoes the compression of recorded bodies.</summary>
internal static class ContentCoding
{
    /// <summary>The body as it was before; null when it cannot be undone, or becomes longer than it may be.</summary>
    public static ReadOnlyMemory<byte>? Undo(ReadOnlyMemory<byte> body, string? coding, int longest) => Undo(body, coding, longest, out _);

    /// <summary>The body as it was before; null when it cannot be undone.</summary>
    /// <param name="body">The body.</param>
    /// <param name="coding">How it was compressed, as the header says; null for not at all.</param>
    /// <param name="longest">How many bytes it may be.</param>
    /// <param name="isTooLong">Whether it would be longer, so that it certainly was compressed.</param>
    public static ReadOnlyMemory<byte>? Undo(ReadOnlyMemory<byte> body, string? coding, int longest, out bool isTooLong)
    {
        isTooLong = false;
        if (body.IsEmpty || coding is null or "" or "identity") return body;
        using var compressed = new MemoryStream(body.ToArray(), writable: false);
        using Stream? plain = coding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
            "br" => new BrotliStream(compressed, CompressionMode.Decompress),
            _ => null,
        };
        if (plain is null) return null;
        try
        {
            using var result = new MemoryStream();
            byte[] piece = new byte[16 * 1024];
            for (int read; (read = plain.Read(piece)) > 0;)
            {
                if (isTooLong = result.Length + read > longest) return null;
                result.Write(piece, 0, read);
            }

            return result.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
