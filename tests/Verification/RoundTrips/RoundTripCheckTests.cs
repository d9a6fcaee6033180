using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.RoundTrips;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Verification.Values;
using Xunit;

namespace OpenCode.Verification.Tests.RoundTrips;

/// <summary>The check counts what comes back whole, names what does not, and passes over what the client does not decode.</summary>
public sealed class RoundTripCheckTests
{
    [Fact]
    public void What_comes_back_whole_is_counted()
    {
        var check = new RoundTripCheck();

        check.Add(Exchanges.Json("GET /command", $"[{Exchanges.Command}]"));
        check.Add(Exchanges.Json("GET /command", "\uFEFF[]"));
        check.Add(Exchanges.Json("DELETE /session/s", "true"));
        check.Add(Exchanges.Json("GET /command", """{"name":"BadRequest","data":{"message":"no"}}""", status: 400));
        check.Add(Exchanges.Of("GET /event", 200, "text/event-stream", $"data: {Exchanges.SessionIdle}\n\ndata: {Exchanges.SessionIdle}\n\n"));
        check.AddEvent(Exchanges.Json("GET /event", ""), Encoding.UTF8.GetBytes(Exchanges.SessionIdle));

        Assert.Empty(check.Losses);
        Assert.Equal((new RoundTripCount(4, 4), new RoundTripCount(3, 3)), (check.Responses, check.Events));
    }

    [Theory]
    [InlineData("GET /command", 200, "text/html", "<html>")]
    [InlineData("GET /command", 200, "application/json", "[")]
    [InlineData("GET /command", 200, "application/json", "")]
    [InlineData("GET /command", 500, "application/json", "{}")]
    [InlineData("GET /api/fs/read/a.json", 200, "application/json", "{}")]
    [InlineData("GET /unknown", 200, "application/json", "{}")]
    public void What_the_client_does_not_decode_is_passed_over(string request, int status, string type, string body)
    {
        var check = new RoundTripCheck();

        check.Add(Exchanges.Of(request, status, type, body));

        Assert.Equal((0, 0), (check.Responses.Decoded, check.Losses.Count));
    }

    [Fact]
    public void What_a_decoder_loses_is_found()
    {
        IReadOnlyList<JsonDifference>? differences = RoundTripCheck.Compare(
            new OperationResponse<IReadOnlyList<string>>("200", "application/json", FirstOnly), Encoding.UTF8.GetBytes("""["a",null,"c"]"""));

        Assert.Equal([("/1", JsonDifferenceKind.Lost), ("/2", JsonDifferenceKind.Lost)], differences!.Select(static d => (d.Pointer, d.Kind)));
    }

    [Fact]
    public void A_decoder_that_fails_on_JSON_loses_all_of_it()
    {
        JsonDifference whole = Assert.Single(RoundTripCheck.Compare(
            new OperationResponse<string>("200", "application/json",
                static (ref Utf8JsonReader _, JsonDecoding _) => throw new InvalidOperationException("broken")), "{}"u8.ToArray())!);

        Assert.Equal(("", JsonDifferenceKind.Lost), (whole.Pointer, whole.Kind));
    }

    [Fact]
    public void A_loss_reads_as_a_sentence()
    {
        var loss =
            new RoundTripLoss
            {
                Operation = "event.subscribe",
                Status = 200,
                EventType = "session.idle",
                First = new JsonDifference("/a", JsonDifferenceKind.Lost, "null", ""),
                Count = 2
            };

        Assert.Equal("event.subscribe (session.idle) 200 /a: null is lost, 2×", loss.ToString());
        Assert.Equal("event.subscribe 200 (whole): number 1 becomes number 2, 2×",
            (loss with { EventType = null, First = new JsonDifference("", JsonDifferenceKind.Changed, "number 1", "number 2") }).ToString());
        Assert.Equal("event.subscribe 200 /a: number 2 is invented, 2×",
            (loss with { EventType = null, First = new JsonDifference("/a", JsonDifferenceKind.Invented, "", "number 2") }).ToString());
    }

    private static IReadOnlyList<string> FirstOnly(ref Utf8JsonReader reader, JsonDecoding decoding)
    {
        reader.Read();
        string first = reader.GetString()!;
        while (reader.TokenType != JsonTokenType.EndArray) reader.Read();
        return [first];
    }
}
