using System.Text.Json;
using OpenCode.Verification;
using OpenCode.Verification.Har;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Verification.Traffic;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Har;

/// <summary>Entries say when their requests came and how long they took, whenever they were told.</summary>
public sealed class HarWriterTests
{
    [Fact]
    public void Entries_have_the_time_of_their_request_and_stand_in_that_order()
    {
        var time = new ManualTimeProvider();
        DateTimeOffset start = time.GetUtcNow();
        using var file = new MemoryStream();
        RecordedExchange Began(RecordedExchange exchange) => exchange with { StartedAt = time.GetUtcNow() };
        using (var writer = new HarWriter(file, new Uri("http://127.0.0.1:4096"), time))
        {
            RecordedExchange stream = Began(Exchanges.Of("GET /event", 200, "text/event-stream", "") with { Body = null });
            RecordedExchange silent = Began(Exchanges.Of("GET /global/event", 200, "text/event-stream", "") with { Body = null });
            time.Advance(TimeSpan.FromSeconds(1));
            writer.Add(stream);
            writer.Add(silent);
            RecordedExchange slow = Began(Exchanges.Json("GET /command", "[]"));
            time.Advance(TimeSpan.FromSeconds(1));
            RecordedExchange quick = Began(Exchanges.Json("GET /agent", "[]"));
            time.Advance(TimeSpan.FromMilliseconds(250));
            writer.Add(quick);
            writer.AddEvent(stream, "{}"u8.ToArray());
            time.Advance(TimeSpan.FromSeconds(5));
            writer.Add(slow);
            writer.Add(Exchanges.Json("GET /path", "{}"));
            time.Advance(TimeSpan.FromMinutes(10));
        }

        using JsonDocument har = JsonDocument.Parse(file.ToArray());
        Assert.Equal(
            [("/event", 0.0, 2250.0), ("/global/event", 0, 1000), ("/command", 1000, 6250), ("/agent", 2000, 250), ("/path", 7250, 0)],
            har.RootElement.GetProperty("log").GetProperty("entries").EnumerateArray().Select(e => (
                new Uri(e.GetProperty("request").GetProperty("url").GetString()!).AbsolutePath,
                (e.GetProperty("startedDateTime").GetDateTimeOffset() - start).TotalMilliseconds,
                e.GetProperty("time").GetDouble())));
        Assert.All(har.RootElement.GetProperty("log").GetProperty("entries").EnumerateArray(), static e => Assert.Equal(
            e.GetProperty("time").GetDouble(), e.GetProperty("timings").EnumerateObject().Sum(static t => t.Value.GetDouble())));
    }

    [Fact]
    public void A_clock_that_is_set_back_gives_no_negative_duration()
    {
        using var file = new MemoryStream();
        using (var writer = new HarWriter(file, new Uri("http://127.0.0.1:4096"), new ManualTimeProvider()))
            writer.Add(Exchanges.Json("GET /agent", "[]") with { StartedAt = DateTimeOffset.MaxValue });

        using JsonDocument har = JsonDocument.Parse(file.ToArray());
        Assert.Equal(0, har.RootElement.GetProperty("log").GetProperty("entries")[0].GetProperty("time").GetDouble());
    }
}
