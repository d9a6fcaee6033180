using System.Net.ServerSentEvents;

namespace OpenCode.Verification.Traffic;

/// <summary>Takes server-sent events out of a recorded stream.</summary>
internal static class EventFrames
{
    /// <summary>The data of each complete event; what the recording cut off is left out.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> stream)
    {
        var parser = SseParser.Create(new MemoryStream(stream.ToArray(), writable: false), Copy);
        foreach (SseItem<byte[]> item in parser.Enumerate())
        {
            if (item.Data.Length > 0) yield return item.Data;
        }
    }

    /// <summary>The data of each event, as it comes.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (SseItem<byte[]> item in SseParser.Create(stream, Copy).EnumerateAsync(cancellationToken))
        {
            if (item.Data.Length > 0) yield return item.Data;
        }
    }

    private static byte[] Copy(string type, ReadOnlySpan<byte> data) => data.ToArray();
}
