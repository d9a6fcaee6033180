using System.IO.Compression;
using System.Text;
using static OpenCode.Testing.Hostile.HostileResponse;

namespace OpenCode.Testing.Hostile;

/// <summary>Bodies that are compressed badly, or not as their header says.</summary>
internal static class CodingBehaviors
{
    // Enough for any limit that a client may have.
    private const int BombMegabytes = 256;

    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        Coded("gzip-valid", "Compresses in order.", "gzip", () => Gzip(JsonBytes)),
        Coded("gzip-invalid", "Sends no gzip.", "gzip", () => JsonBytes),
        Coded("br-invalid", "Sends no brotli.", "br", () => [0xFF, 0xFF, .. JsonBytes]),
        Coded("deflate-invalid", "Sends no deflate.", "deflate", () => [0xFF, 0xFF, .. JsonBytes]),
        Coded("gzip-truncated", "Sends half a gzip.", "gzip", () => Half(Gzip(JsonBytes))),
        Coded("br-truncated", "Sends half a brotli.", "br", () => Half(Brotli(JsonBytes))),
        Coded("deflate-truncated", "Sends half a deflate.", "deflate", () => Half(Deflate(JsonBytes))),
        Coded("gzip-wrong-sum", "Sends a gzip whose check sum is wrong.", "gzip", () => WrongSum(Gzip(JsonBytes))),
        Coded("gzip-bomb", "Sends 256 MB of blanks in a quarter of a megabyte of gzip.", "gzip",
            () => Compress(Blanks(1), s => new GZipStream(s, CompressionLevel.Fastest), BombMegabytes)),
        Coded("br-bomb", "Sends 256 MB of blanks in brotli.", "br",
            () => Compress(Blanks(1), s => new BrotliStream(s, CompressionLevel.Fastest), BombMegabytes)),
        Coded("deflate-bomb", "Sends 256 MB of blanks in deflate.", "deflate",
            () => Compress(Blanks(1), s => new ZLibStream(s, CompressionLevel.Fastest), BombMegabytes)),
        Coded("gzip-twice", "Compresses twice and says so once.", "gzip", () => Gzip(Gzip(JsonBytes))),
        Coded("gzip-twice-named", "Compresses twice and says so.", "gzip, gzip", () => Gzip(Gzip(JsonBytes))),
        Coded("gzip-as-br", "Calls gzip brotli.", "br", () => Gzip(JsonBytes)),
        Coded("unknown-coding", "Uses a coding that nobody knows.", "zip-of-the-future", () => JsonBytes),
        Always("gzip-empty", "Sends nothing and calls it gzip.", () => Of("", headers: "Content-Encoding: gzip\r\n")),
        AfterRequest("gzip-endless", "Compresses blanks without an end.", async connection =>
        {
            await connection.SendAsync(Head(headers: "Content-Encoding: gzip\r\n"));
            await connection.SendForeverAsync(Gzip(Blanks(1)));
        }),
        Always("error-br-invalid", "Sends an error whose body is no brotli.",
            () => Of([0xFF, 0xFF, 0xFF], status: "500 Internal Server Error", headers: "Content-Encoding: br\r\n")),
    ];

    private static byte[] JsonBytes => Encoding.UTF8.GetBytes(Json);

    private static HostileBehavior Coded(string name, string description, string coding, Func<byte[]> body)
        => Always(name, description, () => Of(body(), headers: $"Content-Encoding: {coding}\r\n"));

    private static byte[] Blanks(int megabytes)
    {
        byte[] blanks = new byte[megabytes * 1024 * 1024];
        Array.Fill(blanks, (byte)' ');
        return blanks;
    }

    private static byte[] Half(byte[] bytes) => bytes[..(bytes.Length / 2)];

    private static byte[] WrongSum(byte[] gzip)
    {
        gzip[^6] ^= 0x55;
        return gzip;
    }

    private static byte[] Gzip(byte[] body) => Compress(body, s => new GZipStream(s, CompressionLevel.Fastest));

    // HTTP's deflate is the format that .NET calls ZLib.
    private static byte[] Deflate(byte[] body) => Compress(body, s => new ZLibStream(s, CompressionLevel.Fastest));

    private static byte[] Brotli(byte[] body) => Compress(body, s => new BrotliStream(s, CompressionLevel.Fastest));

    private static byte[] Compress(byte[] body, Func<Stream, Stream> compressor, int times = 1)
    {
        var compressed = new MemoryStream();
        using (Stream stream = compressor(compressed))
        {
            for (int i = 0; i < times; i++) stream.Write(body);
        }

        return compressed.ToArray();
    }
}
