using System.IO.Compression;

namespace OpenCode.Verification;

/// <summary>Undoes the compression of recorded bodies.</summary>
internal static class ContentCoding
{
    /// <summary>The body as it was before; null when it cannot be undone, or becomes longer than it may be.</summary>
    public static ReadOnlyMemory<byte>? Undo(ReadOnlyMemory<byte> body, string? coding, int longest)
    {
        if (body.IsEmpty || coding is null or "" or "identity")
            return body;
        using var compressed = new MemoryStream(body.ToArray(), writable: false);
        using Stream? plain = coding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
            "br" => new BrotliStream(compressed, CompressionMode.Decompress),
            _ => null,
        };
        if (plain is null)
            return null;
        try
        {
            using var result = new MemoryStream();
            byte[] piece = new byte[16 * 1024];
            for (int read; (read = plain.Read(piece)) > 0;)
            {
                if (result.Length + read > longest)
                    return null;
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
