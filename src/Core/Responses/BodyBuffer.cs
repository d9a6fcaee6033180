using System.Buffers;

namespace OpenCode.Core.Responses;

/// <summary>
/// The bytes of a body as they arrive. They are kept in pieces and joined once, at the end: a body that turns out to be too long never
/// costs more than what was read of it. All arrays are from the shared pool, and cleared before they go back: they may be private.
/// </summary>
/// <param name="capacity">The length of the first piece; a body that fits into it is never copied.</param>
internal sealed class BodyBuffer(int capacity) : IDisposable
{
    // Longer pieces would save nothing but a few reads.
    private const int LongestPiece = 1024 * 1024;

    // From here on a promised length is believed, and the rest is read into one piece that holds all of it.
    private const int WorthBelieving = 64 * 1024 * 1024;

    private byte[] _piece = ArrayPool<byte>.Shared.Rent(capacity);
    private List<byte[]>? _full;
    private int _inPiece;
    private int _inFull;

    /// <summary>How many bytes there are.</summary>
    public int Count => _inFull + _inPiece;

    /// <summary>Room for the next bytes, at least one.</summary>
    /// <param name="promised">How long the whole body says it is; null when it does not.</param>
    public Memory<byte> GetMemory(long? promised)
    {
        if (_inPiece == _piece.Length) Grow(promised);
        return _piece.AsMemory(_inPiece);
    }

    /// <summary>Takes note of bytes that were written into the room.</summary>
    public void Advance(int count) => _inPiece += count;

    /// <summary>All bytes in one piece; valid until disposal.</summary>
    public ReadOnlyMemory<byte> Join()
    {
        if (_full is not null) JoinInto(Count);
        return _piece.AsMemory(0, _inPiece);
    }

    public void Dispose()
    {
        foreach (byte[] piece in _full ?? []) Release(piece, piece.Length);
        _full = null;
        Release(_piece, _inPiece);
        _piece = [];
        _inPiece = _inFull = 0;
    }

    private void Grow(long? promised)
    {
        if (Count >= WorthBelieving && promised > Count && promised < Array.MaxLength)
        {
            JoinInto((int)promised + 1);
            return;
        }

        // Rented before anything changes: there may be no memory, and nothing may go back to the pool twice.
        int length = (int)Math.Min(Math.Clamp(_piece.Length * 2L, 1, LongestPiece), Array.MaxLength - _inFull - _piece.Length);
        byte[] next = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        (_full ??= []).Add(_piece);
        _inFull += _piece.Length;
        (_piece, _inPiece) = (next, 0);
    }

    private void JoinInto(int length)
    {
        byte[] whole = ArrayPool<byte>.Shared.Rent(length);
        int count = 0;
        foreach (byte[] piece in _full ?? [])
        {
            piece.CopyTo(whole, count);
            count += piece.Length;
            Release(piece, piece.Length);
        }

        _piece.AsSpan(0, _inPiece).CopyTo(whole.AsSpan(count));
        Release(_piece, _inPiece);
        (_full, _inFull, _piece, _inPiece) = (null, 0, whole, count + _inPiece);
    }

    private static void Release(byte[] array, int used)
    {
        if (array.Length == 0) return;
        array.AsSpan(0, used).Clear();
        ArrayPool<byte>.Shared.Return(array);
    }
}
