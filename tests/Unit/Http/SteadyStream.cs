using System.Text;
using OpenCode.Workbench;

namespace OpenCode.Client.Tests.Http;

/// <summary>A JSON body whose pieces are there without a wait, while a clock goes on with each of them.</summary>
internal sealed class SteadyStream(ManualTimeProvider clock, TimeSpan step, int pieces) : MemoryStream
{
    private readonly byte[] _first = Encoding.UTF8.GetBytes("""{"name":"one",""");
    private readonly byte[] _last = Encoding.UTF8.GetBytes("\"note\":\"two\"}");

    /// <summary>Whether the read after the last piece waits for ever.</summary>
    public bool StallsAtTheEnd { get; init; }

    public override bool CanSeek => false;

    public int Delivered { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Delivered == pieces)
        {
            if (StallsAtTheEnd) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }

        clock.Advance(step);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] piece = Delivered == 0 ? _first : Delivered == pieces - 1 ? _last : [(byte)' '];
        Delivered++;
        piece.CopyTo(buffer);
        return piece.Length;
    }
}
