using System.Text;
using Microsoft.AspNetCore.StaticFiles;

namespace OpenCode.Server.Files;

/// <summary>Reads files, and tells texts from the rest.</summary>
internal static class ReadableFile
{
    // As git looks.
    private const int Looked = 8000;

    private static readonly FileExtensionContentTypeProvider _types = new();
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The path.</param>
    /// <returns>Null when there is none, or it is empty.</returns>
    /// <remarks>Pipes and devices have no length: opening one could wait for ever.</remarks>
    public static FileStream? Open(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 }
                ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan)
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>All of a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The bytes, none when there is no file; null when there are more.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, int most, CancellationToken cancellationToken)
    {
        await using FileStream? file = Open(path);
        if (file is null) return ReadOnlyMemory<byte>.Empty;
        if (file.Length > most) return null;
        byte[] bytes = new byte[file.Length];
        int count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes.AsMemory(0, count);
    }

    /// <summary>Whether a file begins as texts do not.</summary>
    /// <param name="bytes">The file, or its beginning.</param>
    public static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, Looked)].Contains((byte)0);

    /// <summary>The text of a file; null when it is none.</summary>
    public static string? TextOf(ReadOnlySpan<byte> bytes)
    {
        if (IsBinary(bytes)) return null;
        try
        {
            ReadOnlySpan<byte> text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            return _strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The media type of a file: by its name, as far as that goes with what it is.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="isText">Whether it is a text.</param>
    public static string TypeOf(string path, bool isText)
    {
        // ".ts" is TypeScript more often than a video.
        string? named = _types.TryGetContentType(path, out string? type) ? type : null;
        bool isNamedText = named is "application/json" or "application/xml" or "application/javascript" or "image/svg+xml"
            || named?.StartsWith("text/", StringComparison.Ordinal) == true;
        return isText == isNamedText ? named ?? "application/octet-stream" : isText ? "text/plain" : "application/octet-stream";
    }
}
