using System.Text;
using OpenCode.Core;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class JsonModelContentTests
{
    [Fact]
    public async Task Model_is_json_of_known_length()
    {
        using JsonModelContent content = JsonModelContent.Create(new Thing { Name = "naïve <b> & 'quoted' \"text\"", Note = "x" });
        string text = await content.ReadAsStringAsync(Samples.Token);

        Assert.Equal("{\"name\":\"naïve <b> & 'quoted' \\\"text\\\"\",\"note\":\"x\"}", text);
        Assert.Equal("application/json", content.Headers.ContentType?.ToString());
        Assert.Equal(Encoding.UTF8.GetByteCount(text), content.Headers.ContentLength);
    }

    [Fact]
    public async Task Content_can_be_sent_again_until_it_is_disposed()
    {
        JsonModelContent content = JsonModelContent.Create<int[]>([1, 2], static (writer, values) =>
        {
            writer.WriteStartArray();
            foreach (int value in values)
                writer.WriteNumberValue(value);
            writer.WriteEndArray();
        });
        for (int i = 0; i < 3; i++)
        {
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, Samples.Token);
            Assert.Equal("[1,2]", Encoding.UTF8.GetString(copy.ToArray()));
        }

        content.Dispose();
        content.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => content.CopyToAsync(Stream.Null, Samples.Token));
    }

    [Fact]
    public async Task Buffer_outlives_disposal_while_it_is_being_sent()
    {
        var content = JsonModelContent.Create(new Thing { Name = "private" });
        var slow = new SlowStream();
        Task copy = content.CopyToAsync(slow, Samples.Token);

        content.Dispose();
        using JsonModelContent other = JsonModelContent.Create(new Thing { Name = "another" });
        slow.Proceed();
        await copy;

        Assert.Equal("""{"name":"private"}""", Encoding.UTF8.GetString(slow.ToArray()));
    }

    [Fact]
    public async Task Large_and_nested_contents_do_not_disturb_each_other()
    {
        string large = new('x', 3_000_000);
        using JsonModelContent outer = JsonModelContent.Create(large, static (writer, value) =>
        {
            writer.WriteStartArray();
            using JsonModelContent inner = JsonModelContent.Create(new Thing { Name = "inner" });
            writer.WriteNumberValue(inner.Headers.ContentLength!.Value);
            writer.WriteStringValue(value);
            writer.WriteEndArray();
        });

        Assert.Equal($"[16,\"{large}\"]", await outer.ReadAsStringAsync(Samples.Token));
    }

    [Fact]
    public async Task Failed_encoder_leaves_nothing_behind()
    {
        Assert.Throws<InvalidTimeZoneException>(() => JsonModelContent.Create(0, static (writer, _) =>
        {
            writer.WriteStartObject();
            throw new InvalidTimeZoneException();
        }));
        using JsonModelContent content = JsonModelContent.Create(new Thing { Name = "next" });

        Assert.Equal("""{"name":"next"}""", await content.ReadAsStringAsync(Samples.Token));
    }

    private sealed class SlowStream : MemoryStream
    {
        private readonly TaskCompletionSource _proceed = new();

        public void Proceed() => _proceed.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _proceed.Task;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
