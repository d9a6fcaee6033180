using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace OpenCode.Core.Transport;

/// <summary>The content of a compressed response as it was before.</summary>
internal sealed class DecompressedContent : HttpContent
{
    private readonly HttpContent _compressed;
    private readonly string _encoding;

    public DecompressedContent(HttpContent compressed, string encoding)
    {
        _compressed = compressed;
        _encoding = encoding;
        foreach (KeyValuePair<string, HeaderStringValues> header in compressed.Headers.NonValidated)
            Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value);

        // Both are about the bytes on the wire.
        Headers.Remove("Content-Encoding");
        Headers.Remove("Content-Length");
    }

    /// <summary>Whether an encoding is one that can be undone here.</summary>
    public static bool Undoes(string encoding) => encoding.ToLowerInvariant() is "gzip" or "x-gzip" or "deflate" or "br";

    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync()
        => Decompress(await _compressed.ReadAsStreamAsync().ConfigureAwait(false));

    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
        => Decompress(await _compressed.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => Decompress(_compressed.ReadAsStream(cancellationToken));

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Stream plain = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (plain.ConfigureAwait(false))
            await plain.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _compressed.Dispose();
        base.Dispose(disposing);
    }

    private Stream Decompress(Stream compressed) => _encoding.ToLowerInvariant() switch
    {
        "br" => new BrotliBody(compressed),
        "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
        _ => new GZipStream(compressed, CompressionMode.Decompress),
    };
}
