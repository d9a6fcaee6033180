using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Models;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>What is written of a model that came in another shape than declared, and that its user then changed.</summary>
public sealed class ChangedModelTests
{
    private const string Time = """ "time":{"created":"2026-11-20T10:00:00Z","updated":2} """;
    private const string Drifted = $$"""{"id":7,"title":null,"slug":["x"],"parentID":null,{{Time}},"new":1}""";

    public static TheoryData<string, Func<Session, Session>, string> Changes { get; } = new()
    {
        { "nothing", static s => s, Drifted },
        { "a copy", static s => new(s), Drifted },
        { "a copy of a copy", static s => new(new Session(s)), Drifted },
        { "what came wrong", static s => new(s) { Id = "ses_1" }, Drifted.Replace("\"id\":7", "\"id\":\"ses_1\"", StringComparison.Ordinal) },
        { "what came as null", static s => new(s) { ParentId = "ses_0" },
            Drifted.Replace("\"parentID\":null", "\"parentID\":\"ses_0\"", StringComparison.Ordinal) },
        { "what did not come", static s => new(s) { Version = "1" }, Drifted.Replace("\"new\"", "\"version\":\"1\",\"new\"", StringComparison.Ordinal) },
        { "what came right", static s => new(s) { Agent = "build" }, Drifted.Replace("\"new\"", "\"agent\":\"build\",\"new\"", StringComparison.Ordinal) },
        { "inside a member", static s => new(s) { Time = new(s.Time) { Updated = 3 } },
            Drifted.Replace("\"updated\":2", "\"updated\":3", StringComparison.Ordinal) },
        { "the wrong one inside a member", static s => new(s) { Time = new(s.Time) { Created = 1 } },
            Drifted.Replace("\"2026-11-20T10:00:00Z\"", "1", StringComparison.Ordinal) },
        { "a whole member", static s => new(s) { Time = new() { Created = 1, Updated = 2 } },
            Drifted.Replace(Time, """ "time":{"created":1,"updated":2} """, StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Only_what_was_changed_is_written_otherwise(string what, Func<Session, Session> change, string expected)
    {
        Session received = new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes(Drifted), Session.Decode);

        Assert.True(CanonicalJson.Of(expected) == CanonicalJson.Of(Written(change(received))), $"{what}: {Written(change(received))}");
    }

    [Fact]
    public void The_members_have_values_and_the_additional_properties_are_those_that_are_not_named()
    {
        Session received = new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes(Drifted), Session.Decode);

        Assert.Equal(("7", "", "", null, "", 1_795_168_800_000), (received.Id, received.Title, received.Slug, received.ParentId, received.Version,
            received.Time.Created));
        Assert.Equal(["new"], received.AdditionalProperties!.Keys);
        Assert.Equal(1, Assert.Single(received.AdditionalProperties).Value.GetInt32());
        Assert.False(received.AdditionalProperties.ContainsKey("id"));
        Assert.Empty(new JsonDecoding().DecodeDocument("{}"u8, Session.Decode).AdditionalProperties!);
    }

    [Theory]
    [InlineData("""{"sessionIDs":["a",5,null]}""", """["b"]""")]
    public void A_list_that_came_wrong_is_written_as_it_came_until_it_is_replaced(string json, string replaced)
    {
        var received = new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes(json), Lists);

        Assert.Equal(["a", "5", ""], received["sessionIDs"]);
        Assert.Equal("""["a",5,null]""", Text(received["sessionIDs"]));
        Assert.Equal(replaced, Text(["b"]));

        static string Text(IReadOnlyList<string> list)
            => JsonWriting.ToText(list, static (w, v) => JsonWriting.WriteList(w, v!, static (w, s) => w.WriteStringValue(s)))!;
    }

    [Fact]
    public void Another_model_with_the_same_additional_properties_is_written_plainly()
    {
        Session received = new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes(Drifted), Session.Decode);

        Assert.Equal("""{"created":1,"updated":2,"new":1}""",
            JsonSerializer.Serialize(new SessionTime { Created = 1, Updated = 2, AdditionalProperties = received.AdditionalProperties }));
    }

    [Fact]
    public void The_digits_of_a_whole_number_that_is_written_as_another_come_back()
    {
        JsonDecoder<IReadOnlyList<long>> decoder =
            static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadList<long>(ref r, static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadInt64(ref r));
        foreach (string list in new[] { "[9007199254740993.0]", "[1.00000000000000000001]", "[1e400]", "[12345678901234567890]" })
        {
            Assert.Equal(list,
                JsonWriting.ToText(new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes(list), decoder),
                    static (w, v) => JsonWriting.WriteList(w, v!, static (w, n) => w.WriteNumberValue(n))));
        }
    }

    [Fact]
    public void The_digits_of_a_number_that_no_double_holds_come_back()
    {
        foreach (string number in new[] { "9007199254740993", "0.1000000000000000055511151231257827", "-9223372036854775807", "12345678901234567890", "1e400",
            "1e-400", "123456789012345678901234567890" })
        {
            Assert.Equal($"{{\"cost\":{number}}}",
                Written(new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes($"{{\"cost\":{number}}}"), Session.Decode)));
        }

        foreach (string number in new[] { "100.0", "1E2", "1.0e+2", "-0.0", "0.30000000000000004", "1e23", "5e-324" })
        {
            Assert.Equal(CanonicalJson.Of(number),
                CanonicalJson.Of(Written(new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes($"{{\"cost\":{number}}}"), Session.Decode))[8..^1]));
        }
    }

    [Fact]
    public void Nothing_is_kept_for_a_document_that_fits()
    {
        var model = new JsonDecoding().DecodeDocument("""{"created":1,"updated":12345678901234}"""u8, SessionTime.Decode);

        Assert.Null(model.AdditionalProperties);
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Lists(ref Utf8JsonReader reader, JsonDecoding decoding)
        => decoding.ReadMap<IReadOnlyList<string>>(ref reader,
            static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadList<string>(ref r, static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadString(ref r)));

    private static string Written(Session model)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            model.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
