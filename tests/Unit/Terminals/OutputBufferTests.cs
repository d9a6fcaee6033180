using OpenCode.Terminals;
using Xunit;

namespace OpenCode.Client.Tests.Terminals;

public sealed class OutputBufferTests
{
    private readonly OutputBuffer _buffer = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pieces_come_in_their_order_and_then_the_end()
    {
        await _buffer.AddAsync(new("a", 0), Token);
        await _buffer.AddAsync(new("b", 1), Token);
        _buffer.End(null);
        await _buffer.AddAsync(new("too late", 2), Token);

        Assert.Equal("a", (await _buffer.ReadAsync(Token))?.Text);
        Assert.Equal("b", (await _buffer.ReadAsync(Token))?.Text);
        Assert.Null(await _buffer.ReadAsync(Token));
        Assert.Null(await _buffer.ReadAsync(Token));
    }

    [Fact]
    public async Task A_failure_comes_after_what_was_there_and_stays()
    {
        await _buffer.AddAsync(new("a", 0), Token);
        _buffer.End(new InvalidOperationException("broken"));
        _buffer.End(null);

        Assert.Equal("a", (await _buffer.ReadAsync(Token))?.Text);
        for (int i = 0; i < 2; i++) await Assert.ThrowsAsync<InvalidOperationException>(async () => await _buffer.ReadAsync(Token));
    }

    [Fact]
    public async Task A_full_buffer_lets_nobody_add_until_somebody_reads()
    {
        await _buffer.AddAsync(new(new string('x', OutputBuffer.Capacity), 0), Token);
        Task adding = _buffer.AddAsync(new("next", OutputBuffer.Capacity), Token).AsTask();
        Assert.False(adding.IsCompleted);

        await _buffer.ReadAsync(Token);

        await adding;
        Assert.Equal("next", (await _buffer.ReadAsync(Token))?.Text);
    }

    [Fact]
    public async Task Many_small_pieces_fill_it_too()
    {
        int added = 0;
        while (_buffer.AddAsync(new("x", added), Token).AsTask().IsCompletedSuccessfully) added++;

        Assert.InRange(added, 1, OutputBuffer.Capacity / 16);
        _buffer.End(null);
        while (await _buffer.ReadAsync(Token) is not null) added--;
        Assert.Equal(0, added);
    }

    [Fact]
    public async Task A_cancelled_read_takes_nothing()
    {
        using CancellationTokenSource stop = new();
        Task<TerminalOutput?> reading = _buffer.ReadAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        await _buffer.AddAsync(new("a", 0), Token);
        Assert.Equal("a", (await _buffer.ReadAsync(Token))?.Text);
    }

    [Fact]
    public async Task What_is_given_back_comes_next()
    {
        await _buffer.AddAsync(new("b", 1), Token);
        _buffer.Return(new("a", 0));

        Assert.Equal("a", (await _buffer.ReadAsync(Token))?.Text);
        Assert.Equal("b", (await _buffer.ReadAsync(Token))?.Text);
    }
}
