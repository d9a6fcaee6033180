using System.Text;

namespace OpenCode.Verification.Har;

/// <summary>The bytes of a HAR file as UTF-8: Windows PowerShell and some editors save text as UTF-16.</summary>
internal sealed class HarSource(Stream stream, string name)
{
    private const int HeadLength = 4;

    private readonly byte[] _piece = new byte[16 * 1024];
    private char[] _characters = [];
    private byte[] _ready = [];
    private Decoder? _wide;
    private Encoder? _utf8;
    private bool _hasBegun;
    private bool _hasEnded;
    private int _start;
    private int _end;

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="FormatException">The file is an archive.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (!_hasBegun) await BeginAsync(cancellationToken);
        while (_start == _end)
        {
            if (_hasEnded) return 0;
            if (_wide is null) return await stream.ReadAsync(target, cancellationToken);
            Decode(await stream.ReadAsync(_piece, cancellationToken));
        }

        int length = Math.Min(target.Length, _end - _start);
        _ready.AsSpan(_start, length).CopyTo(target.Span);
        _start += length;
        return length;
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        int length = await stream.ReadAtLeastAsync(_piece, HeadLength, throwOnEndOfStream: false, cancellationToken);
        ReadOnlySpan<byte> head = _piece.AsSpan(0, length);
        if (head is [(byte)'P', (byte)'K', 3, 4, ..]) throw new FormatException($"{name} is a ZIP archive: unpack it, and give the HAR file that is in it.");
        if (head is [0x1F, 0x8B, ..]) throw new FormatException($"{name} is compressed with gzip: decompress it first.");
        Encoding? encoding = head switch
        {
            [0xFF, 0xFE, ..] or [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };
        if (encoding is null)
        {
            (_ready, _end) = (_piece, length);
            return;
        }

        (_wide, _utf8) = (encoding.GetDecoder(), Encoding.UTF8.GetEncoder());
        _characters = new char[encoding.GetMaxCharCount(_piece.Length)];
        _ready = new byte[Encoding.UTF8.GetMaxByteCount(_characters.Length)];
        if (length > 0) Decode(length);
    }

    // Both keep what is not whole: half a character waits for the other half.
    private void Decode(int length)
    {
        _hasEnded = length == 0;
        int characters = _wide!.GetChars(_piece, 0, length, _characters, 0, _hasEnded);
        (_start, _end) = (0, _utf8!.GetBytes(_characters, 0, characters, _ready, 0, _hasEnded));
    }
}
