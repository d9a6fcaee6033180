using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class BinaryStreamTests
{
    [Fact]
    public async Task Bytes_come_before_the_body_is_complete_and_disposal_closes_it()
    {
        var body = new ScriptedStream();
        body.Send([1, 2, 3]);
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body, "image/png"));
        byte[] buffer = new byte[8];

        Stream stream = await sender.SendBinaryAsync(Samples.Download, "/thing/1", null, null, Samples.Token);
        int count = await stream.ReadAsync(buffer, Samples.Token);
        await stream.DisposeAsync();
        await stream.DisposeAsync();

        Assert.Equal(3, count);
        Assert.True(body.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.ReadExactlyAsync(buffer, Samples.Token).AsTask());
    }

    [Fact]
    public async Task Synchronous_reads_work()
    {
        var body = new ScriptedStream();
        body.Send([1, 2, 3]);
        body.End();
        HttpRequestSender sender = Samples.Sender(StubHandler.Streaming(body, "image/png"));
        await using Stream stream = await sender.SendBinaryAsync(Samples.Download, "/thing/1", null, null, Samples.Token);
        using var copy = new MemoryStream();

#pragma warning disable CA1849 // The synchronous path is what is tested.
        stream.CopyTo(copy);
#pragma warning restore CA1849

        Assert.Equal([1, 2, 3], copy.ToArray());
    }

    [Fact]
    public async Task File_that_is_a_web_page_is_a_file()
    {
        await using Stream stream = await Samples.Sender(StubHandler.Answering("<html>"u8.ToArray(), "text/html"))
            .SendBinaryAsync(Samples.Download, "/thing/1", null, null, Samples.Token);
        using var reader = new StreamReader(stream);

        Assert.Equal("<html>", await reader.ReadToEndAsync(Samples.Token));
    }
}
