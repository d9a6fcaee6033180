using System.Text;
using OpenCode.Testing.Events;
using static OpenCode.Testing.Hostile.HostileStream;

namespace OpenCode.Testing.Hostile;

/// <summary>Event streams with lines, events and endings that a careful server would not send.</summary>
internal static class StreamBehaviors
{
    private const int Megabyte = 1024 * 1024;

    private static readonly string _piece = new('x', 64 * 1024);

    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        First("stream-endless-line", "Sends one line of data without an end.", async stream =>
        {
            await stream.EventAsync(1, "first");
            await stream.SendAsync("data: ");
            await stream.SendForeverAsync(_piece);
        }),
        First("stream-endless-comment", "Sends one comment without an end.", async stream =>
        {
            await stream.EventAsync(1, "first");
            await stream.SendAsync(": ");
            await stream.SendForeverAsync(_piece);
        }),
        First("stream-endless-field-name", "Sends a field without a colon or an end.", stream => stream.SendForeverAsync(_piece)),
        First("stream-endless-data", "Sends lines of data without an end of the event.", async stream =>
        {
            await stream.EventAsync(1, "first");
            await stream.SendForeverAsync(HostileResponse.Repeat("data: x\n", 8000));
        }),
        First("stream-event-200mb", "Sends an event of 200 MB, and then an ordinary one.", async stream =>
        {
            await stream.SendAsync("data: ");
            await stream.SendAsync(_piece, 200 * 16);
            await stream.SendAsync("\n\n");
            await stream.EndAsync(2);
        }),
        First("stream-event-200mb-in-lines", "Sends an event of 200 MB in lines, and then an ordinary one.", async stream =>
        {
            await stream.SendAsync($"data: {_piece}\n", 200 * 16);
            await stream.SendAsync("\n");
            await stream.EndAsync(2);
        }),
        First("stream-event-8mb", "Sends an event of 8 MB, which is long and allowed.", async stream =>
        {
            await stream.EventAsync(1, new string('x', 8 * Megabyte));
            await stream.EndAsync(2);
        }),
        First("stream-many-8mb", "Sends ten events of 8 MB.", async stream =>
        {
            for (int i = 1; i <= 10; i++) await stream.EventAsync(i, new string('x', 8 * Megabyte));
            await stream.EndAsync(11);
        }),
        First("stream-event-of-short-lines", "Sends an event of a million lines.", async stream =>
        {
            await stream.SendAsync(HostileResponse.Repeat("data: 1,\n", 1000), 1000);
            await stream.SendAsync("\n");
            await stream.EndAsync(2);
        }),
        First("stream-event-then-comments", "Sends one event, and comments without an end.", async stream =>
        {
            await stream.EventAsync(1, Last);
            await stream.SendForeverAsync(HostileResponse.Repeat(": still here\n\n", 1000));
        }),
        First("stream-unfinished-event", "Closes before the blank line that ends its event.",
            stream => stream.SendAsync($"data: {stream.Json(1, "unfinished")}\n")),
        First("stream-cut-in-event", "Resets in the middle of an event.", async stream =>
        {
            await stream.EventAsync(1, "first");
            await stream.SendAsync($"data: {stream.Json(2, "cut")}"[..40]);
            await stream.DelayAsync(TimeSpan.FromMilliseconds(100));
            stream.Reset();
        }),
        First("stream-carriage-returns", "Ends its lines with carriage returns alone, each byte by itself.", async stream =>
        {
            foreach (char c in $"data: {stream.Json(1, "first")}\r\r") await stream.SendAsync(c.ToString());
            await stream.SendAsync($"data: {stream.Json(2, Last)}\r\r:\r");
            await stream.DelayAsync(HostileResponse.Never);
        }),
        First("stream-split-characters", "Cuts in the middle of its characters.", async stream =>
        {
            foreach (byte b in Encoding.UTF8.GetBytes($"data: {stream.Json(1, "é😀")}\n\n")) await stream.SendAsync(new[] { b });
            await stream.EndAsync(2);
        }),
        First("stream-junk-fields", "Sends fields that are junk.", async stream =>
        {
            await stream.SendAsync("id: \0\nid\nretry: soon\nretry: -1\nretry\nevent: \u0001\nevent\ndata\nnonsense: 1\n:\n::\n \n\t\n\n");
            await stream.SendAsync($"id: {new string('9', 10_000)}\nevent: {new string('e', 10_000)}\ndata: {stream.Json(1, "first")}\n\n");
            await stream.EndAsync(2);
        }),
        First("stream-retry-huge", "Asks for a reconnection in 24 days, and closes.", async stream =>
        {
            await stream.SendAsync("retry: 2147483647\n\nretry: 99999999999999999999\n\n");
            await stream.EventAsync(1, "first");
        }),
        First("stream-empty-data", "Sends a million empty events.", async stream =>
        {
            await stream.SendAsync(HostileResponse.Repeat("data\n\ndata:\n\n", 1000), 500);
            await stream.EndAsync(1);
        }),
        First("stream-heartbeat-flood", "Sends 200,000 heartbeats.", async stream =>
        {
            await stream.SendAsync(HostileResponse.Repeat($"data: {SampleEvents.ServerHeartbeat(1)}\n\n", 100), 2000);
            await stream.EndAsync(1);
        }),
        Each("stream-close-after-each-event", "Closes after each event.", async stream =>
        {
            await stream.BeginAsync();
            long number = stream.Number + 1;
            await (number == 4 ? stream.EndAsync(number) : stream.EventAsync(number, $"event {number}"));
        }),
        First("stream-stalls", "Sends an event and then nothing.", async stream =>
        {
            await stream.EventAsync(1, "first");
            await stream.DelayAsync(HostileResponse.Never);
        }),
        First("stream-nested-600", "Sends an event that nests 600 deep.", stream => OddAsync(stream, $"{new string('[', 600)}{new string(']', 600)}")),
        First("stream-nested-100000", "Sends an event that nests 100,000 deep.",
            stream => OddAsync(stream, $"{new string('[', 100_000)}{new string(']', 100_000)}")),
        First("stream-not-json", "Sends an event that is no JSON.", stream => OddAsync(stream, "<html>502</html>")),
        First("stream-unknown-type", "Sends an event of a type that nobody knows.", stream => OddAsync(stream, """{"type":"brand.new","properties":{}}""")),
        First("stream-null-event", "Sends null as an event.", stream => OddAsync(stream, "null")),
        First("stream-many-drifts", "Sends an event of 200,000 wrong values.",
            stream => OddAsync(stream, $$$"""{"id":[],"type":"todo.updated","properties":{"todos":[{{{HostileResponse.Repeat("1,", 200_000)}}}1]}}""")),
        First("stream-invalid-utf8", "Sends an event that is not UTF-8.", async stream =>
        {
            await stream.SendAsync(new byte[] { (byte)'d', (byte)'a', (byte)'t', (byte)'a', (byte)':', 0xFF, 0xC3, 0x28, (byte)'\n', (byte)'\n' });
            await stream.EndAsync(2);
        }),
        First("stream-byte-order-mark", "Begins with a byte order mark.", async stream =>
        {
            await stream.SendAsync("\uFEFF");
            await stream.EndAsync(1);
        }),
        HostileResponse.Always("stream-html", "Sends a web page instead of a stream.", () => HostileResponse.Of("<html>OpenCode</html>", "text/html")),
        HostileResponse.Always("stream-json", "Sends JSON instead of a stream.", () => HostileResponse.Of("[]")),
        HostileResponse.Once("stream-204", "Sends 204 instead of a stream.", "HTTP/1.1 204 No Content\r\n\r\n"),
        HostileResponse.Always("stream-503", "Is never available.", () => HostileResponse.Of("{}", status: "503 Service Unavailable")),
        HostileResponse.Always("stream-429", "Wants to be left alone for a day.",
            () => HostileResponse.Of("{}", status: "429 Too Many Requests", headers: "Retry-After: 86400\r\n")),
        HostileResponse.AfterRequest("stream-compressed", "Compresses its stream, which nobody asked for.", async (connection, request) =>
        {
            await connection.SendAsync(HostileResponse.Head("text/event-stream", headers: "Content-Encoding: gzip\r\n"));
            await connection.SendAsync("\u001f\u008b\u0008\0\0\0\0\0\0\u0003");
        }),
        Each("stream-html-later", "Sends a web page in place of the second connection.", async stream =>
        {
            if (stream.Number == 1)
            {
                await stream.SendAsync(HostileResponse.Of("<html>502</html>", "text/html"));
                return;
            }

            await stream.BeginAsync();
            await (stream.Number == 0 ? stream.EventAsync(1, "first") : stream.EndAsync(2));
        }),
    ];

    private static async Task OddAsync(HostileStream stream, string data)
    {
        await stream.SendAsync($"data: {data}\n\n");
        await stream.EndAsync(2);
    }
}
