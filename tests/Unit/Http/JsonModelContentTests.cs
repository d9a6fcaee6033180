using System.Text;
using OpenCode.Core.Json;
using OpenCode.Core.Requests;
using OpenCode.Models;
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
            foreach (int value in values) writer.WriteNumberValue(value);
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

    public static TheoryData<string, object, string> NullParts => new()
    {
        { "list", new SessionPromptRequest { Parts = [new TextPartInput { Text = "x" }, null!] }, "/parts/1" },
        { "first of a list", new SessionPromptRequest { Parts = [null!] }, "/parts/0" },
        { "the list", new SessionPromptRequest { Parts = null! }, "/parts" },
        { "nested",
            new SessionPromptRequest { Parts = [new TextPartInput { Text = "x", Time = new() { Start = 1 } },
                new FilePartInput { Mime = "m", Url = "u", Source = new FileSource { Path = "p", Text = null! } }] }, "/parts/1/source/text" },
    };

    [Theory]
    [MemberData(nameof(NullParts))]
    public void Null_is_named_by_its_place(string label, object model, string place)
    {
        var error = Assert.Throws<ArgumentException>(() => JsonModelContent.Create((IJsonModel)model));

        Assert.Contains($"its part {place} is null", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(label);
    }

    [Fact]
    public void Null_in_a_map_and_in_an_inner_list_is_named_too()
    {
        var map = new Dictionary<string, Thing> { ["a/b"] = new() { Name = "x" }, ["c"] = null! };
        IReadOnlyList<Thing>[] lists = [[], [new() { Name = "x" }, null!]];

        Assert.Contains("/c is", Fails(map, static (w, v) => JsonWriting.WriteMap(w, v, static (w, v) => v.WriteTo(w))), StringComparison.Ordinal);
        Assert.Contains("/1/1 is", Fails(lists, static (w, v) => JsonWriting.WriteList(w, v, static (w, v) => JsonWriting.WriteModels(w, v))),
            StringComparison.Ordinal);
        Assert.Contains("The body is null", Fails((Thing)null!, static (w, v) => v.WriteTo(w)), StringComparison.Ordinal);

        static string Fails<T>(T value, JsonEncoder<T> encoder) => Assert.Throws<ArgumentException>(() => JsonModelContent.Create(value, encoder)).Message;
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
