using System.Net.Sockets;

namespace OpenCode.Testing.Faults;

/// <summary>Sends a response to the client: in pieces, late, and not further than the fault allows.</summary>
internal sealed class FaultyResponse(Socket client, ConnectionFault fault, ProxyTraffic traffic, TimeProvider time)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private long _left = fault.ResponseLimit ?? long.MaxValue;
    private bool _begun;

    /// <summary>Passes on what the server sends.</summary>
    /// <returns>How the connection has to end.</returns>
    public async Task<ConnectionEnding> PassAsync(Socket upstream, CancellationToken cancellationToken)
    {
        while (true)
        {
            int read = await upstream.ReceiveAsync(_buffer, cancellationToken);
            if (read == 0) return ConnectionEnding.Close;
            if (!await SendAsync(_buffer.AsMemory(0, read), cancellationToken)) return fault.Ending;
        }
    }

    /// <summary>Sends one answer.</summary>
    /// <returns>How the connection has to end.</returns>
    public async Task<ConnectionEnding> AnswerAsync(ProxyResponse answer, CancellationToken cancellationToken)
        => await SendAsync(answer.ToBytes(), cancellationToken) ? ConnectionEnding.Close : fault.Ending;

    private async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!_begun) await PauseAsync(fault.FirstByteDelay, cancellationToken);
        _begun = true;
        ReadOnlyMemory<byte> rest = bytes[..(int)Math.Min(bytes.Length, _left)];
        while (!rest.IsEmpty)
        {
            ReadOnlyMemory<byte> piece = rest[..Math.Min(rest.Length, fault.PieceLength ?? rest.Length)];
            await PauseAsync(fault.PieceDelay, cancellationToken);
            await SendWholeAsync(piece, cancellationToken);
            rest = rest[piece.Length..];
        }

        return _left > 0;
    }

    private async Task SendWholeAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        while (!piece.IsEmpty)
        {
            int sent = await client.SendAsync(piece, cancellationToken);
            traffic.CountToClients(sent);
            _left -= sent;
            piece = piece[sent..];
        }
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
        => pause > TimeSpan.Zero ? Task.Delay(pause, time, cancellationToken) : Task.CompletedTask;
}
