using System.IO.Compression;
using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Responses;
using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Http;

/// <summary>How long a response may be that is read into memory, and what one costs that is longer.</summary>
public sealed class ResponseLimitTests
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public void Default_is_64_MiB()
    {
        Assert.Equal(64 * Mebibyte, new OpenCodeClientOptions().MaxResponseBytes);
        Assert.Equal(64 * Mebibyte, Samples.Resolve(new(), _ => null).MaxResponseBytes);
        Assert.Equal(long.MaxValue, Samples.Resolve(new() { MaxResponseBytes = null }, _ => null).MaxResponseBytes);
    }

    [Theory]
    [InlineData(13, "13 bytes")]
    [InlineData(1024, "1 KiB")]
    [InlineData(64L * Mebibyte, "64 MiB")]
    [InlineData(1_500_000, "1.4 MiB")]
    [InlineData(3L * 1024 * Mebibyte, "3 GiB")]
    public void Sizes_are_readable(long bytes, string text) => Assert.Equal(text, ByteSize.Describe(bytes));

    [Fact]
    public async Task Body_that_announces_too_much_is_not_read_at_all()
    {
        var body = new Endless();
        var stub = new StubHandler((_, _) =>
        {
            var response = new HttpResponseMessage { Content = new StreamContent(body) };
            response.Content.Headers.ContentLength = (64 * Mebibyte) + 1;
            return Task.FromResult(response);
        });

        ApiContractException error = await TooLong(Samples.Sender(stub));

        Assert.Equal(0, body.Delivered);
        Assert.Contains("64 MiB", error.Message, StringComparison.Ordinal);
        Assert.Contains("thing.get", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unannounced")]
    [InlineData("lie")]
    [InlineData("bomb")]
    public async Task Body_that_turns_out_too_long_costs_what_was_read_of_it(string kind)
    {
        const int Limit = 8 * Mebibyte;
        var body = new Endless();
        var stub = new StubHandler((_, _) =>
        {
            HttpContent content = new StreamContent(kind == "bomb" ? new GZipStream(new MemoryStream(Bomb()), CompressionMode.Decompress) : body);
            if (kind == "lie") content.Headers.ContentLength = 10;
            return Task.FromResult(new HttpResponseMessage { Content = content });
        });
        using HttpRequestSender sender = Samples.Sender(stub, new() { MaxResponseBytes = Limit });
        await TooLong(sender);

        // All of it is there without a wait, so it is read on this thread.
        long before = GC.GetAllocatedBytesForCurrentThread();

        ApiContractException error = await TooLong(sender);

        Assert.True(body.Delivered <= 2 * (Limit + (2 * Mebibyte)), $"{body.Delivered} bytes were read in two requests");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Limit + (4 * Mebibyte));
        Assert.Contains("8 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_to_head_may_announce_what_it_likes()
    {
        var stub = new StubHandler((_, _) =>
        {
            HttpResponseMessage response = StubHandler.Response(HttpStatusCode.OK, [], null);
            response.Content = new StreamContent(Stream.Null);
            response.Content.Headers.ContentLength = long.MaxValue;
            return Task.FromResult(response);
        });

        RawResponse answer = await Samples.Sender(stub).SendRawAsync(HttpMethod.Head, "/thing/1", null, null, Samples.Token);

        Assert.True(answer.IsSuccess);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(16384, null)]
    [InlineData(16385, null)]
    [InlineData(5_000_000, null)]
    [InlineData(5_000_000, 5_000_000L)]
    [InlineData(70_000_000, null)]
    [InlineData(70_000_000, 70_000_000L)]
    [InlineData(70_000_000, 140_000_000L)]
    public void Pieces_are_joined_in_order(int length, long? promised)
    {
        using var buffer = new BodyBuffer(16 * 1024);
        var random = new Random(length);
        int written = 0;
        while (written < length)
        {
            Memory<byte> room = buffer.GetMemory(promised);
            int count = Math.Min(Math.Min(room.Length, length - written), random.Next(1, 2_000_000));
            for (int i = 0; i < count; i++) room.Span[i] = (byte)((written + i) * 31);
            buffer.Advance(count);
            written += count;
        }

        ReadOnlySpan<byte> whole = buffer.Join().Span;

        Assert.Equal(length, whole.Length);
        for (int i = 0; i < whole.Length; i++)
        {
            if (whole[i] != (byte)(i * 31)) Assert.Fail($"byte {i} is another one");
        }
    }

    private static async Task<ApiContractException> TooLong(HttpRequestSender sender)
    {
        var error = await Assert.ThrowsAsync<ApiContractException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
        Assert.Equal(ContractViolation.TooLarge, error.Violation);
        return error;
    }

    private static byte[] Bomb()
    {
        var bytes = new MemoryStream();
        using (var compressor = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] spaces = new byte[Mebibyte];
            spaces.AsSpan().Fill((byte)' ');
            for (int i = 0; i < 32; i++) compressor.Write(spaces);
        }

        return bytes.ToArray();
    }

    /// <summary>Spaces without an end.</summary>
    private sealed class Endless : MemoryStream
    {
        public override bool CanSeek => false;

        public long Delivered { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            Delivered += buffer.Length;
            return new(buffer.Length);
        }
    }
}
