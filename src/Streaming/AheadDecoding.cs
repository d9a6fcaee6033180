using OpenCode.Core.EventSources;

namespace OpenCode.Streaming;

/// <summary>Decodes events of a batch that cannot be handed over yet, so that the time of a full buffer is not lost.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class AheadDecoding<T>(EventDecoder<T> decoder)
{
    // Few enough to notice soon that the reader has made room.
    private const int DecodedAtOnce = 16;

    // Beyond this the objects of one batch would cost more than the time is worth.
    private const int MostBytes = 256 * 1024;

    /// <summary>Decodes the next few events.</summary>
    /// <returns>False when there is nothing left to decode.</returns>
    public bool Advance(EventBatch batch)
    {
        int end = Math.Min(batch.DecodedAhead + DecodedAtOnce, batch.Count);
        if (batch.DecodedAhead == end || batch.Bytes > MostBytes) return false;
        while (batch.DecodedAhead < end) batch.Decoded(TryDecode(batch, batch[batch.DecodedAhead]));
        return true;
    }

    private object? TryDecode(EventBatch batch, in WaitingEvent item)
    {
        if (item.Content is not null) return null;
        try
        {
            return decoder.Decode(batch.DataOf(item));
        }
        catch (Exception e)
        {
            // Thrown where the event would have been delivered.
            return e;
        }
    }
}
