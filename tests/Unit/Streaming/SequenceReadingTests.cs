using System.Text;
using OpenCode.Core.Events;
using OpenCode.Core.Json;
using OpenCode.Events;
using Xunit;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>A durable event's number is found wherever it stands and however it is written.</summary>
public sealed class SequenceReadingTests
{
    public static TheoryData<string, long, JsonDriftKind?> Events { get; } = new()
    {
        { """{"durable":{"seq":7}}""", 7, null },
        { """{"a":{"durable":1},"durable":{"x":[{}],"seq":0},"z":1}""", 0, null },
        { """{"d\u0075rable":{"seq":7}}""", 7, null },
        { """{"durable":{"seq":9223372036854775807}}""", long.MaxValue, null },
        { """{"durable":{"seq":2.0}}""", 2, JsonDriftKind.WrongType },
        { """{"durable":{"seq":2e1}}""", 20, JsonDriftKind.WrongType },
        { """{"durable":{"seq":"2"}}""", 2, JsonDriftKind.WrongType },
        { """{"durable":{"seq":"\u0032"}}""", 2, JsonDriftKind.WrongType },
        { """{"durable":{"seq":"2.0"}}""", 2, JsonDriftKind.WrongType },
        { """{"durable":{"seq":99999999999999999999}}""", long.MaxValue, JsonDriftKind.WrongType },
        { """{"durable":{"seq":1e999}}""", -1, JsonDriftKind.WrongType },
        { """{"durable":{"seq":2.5}}""", -1, JsonDriftKind.WrongType },
        { """{"durable":{"seq":-1}}""", -1, JsonDriftKind.WrongType },
        { """{"durable":{"seq":"two"}}""", -1, JsonDriftKind.WrongType },
        { """{"durable":{"seq":null}}""", -1, JsonDriftKind.WrongType },
        { """{"durable":{"seq":{}}}""", -1, JsonDriftKind.WrongType },
        { """{"durable":{}}""", -1, JsonDriftKind.MissingProperty },
        { """{"durable":7}""", -1, JsonDriftKind.MissingProperty },
        { """{"seq":7}""", -1, JsonDriftKind.MissingProperty },
        { "[]", -1, JsonDriftKind.MissingProperty },
        { "{oops", -1, null },
        { "", -1, null },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Number(string json, long number, JsonDriftKind? drift)
    {
        EventSequence found = OpenCodeEventJson.ReadSequence(Encoding.UTF8.GetBytes(json));

        Assert.Equal((number, drift), (found.Number, found.Drift?.Kind));
    }

    [Theory]
    [InlineData(65)]
    [InlineData(511)]
    [InlineData(5000)]
    public void Number_behind_nested_data(int depth)
    {
        string nested = new string('[', depth) + new string(']', depth);
        byte[] json = Encoding.UTF8.GetBytes($$$"""{"data":{{{nested}}},"payload":{{{nested}}},"durable":{"seq":7},"id":"evt_1f82bba73000x"}""");

        Assert.Equal(new EventSequence(7, null), OpenCodeEventJson.ReadSequence(json));
        Assert.Equal(0x1f82bba73, OpenCodeEventJson.ReadCreationTime(json));
    }

    [Fact]
    public void A_text_that_is_not_UTF8_is_no_number()
        => Assert.Equal(-1, OpenCodeEventJson.ReadSequence([.. "{\"durable\":{\"seq\":\""u8, 0xFF, .. "\"}}"u8]).Number);
}
