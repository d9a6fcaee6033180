using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCode.Testing.Events;

/// <summary>Events as OpenCode sends them, as JSON on one line. The same arguments give the same bytes.</summary>
public static class SampleEvents
{
    /// <summary>The session of events for which no other is given.</summary>
    public const string SessionId = "ses_1f82bba7300120pA6ypeDxjGvD";

    /// <summary>The message of every part.</summary>
    public const string MessageId = "msg_1f82bba7300120pA6ypeDxjGvD";

    /// <summary>The part of every delta.</summary>
    public const string PartId = "prt_1f82bba7300120pA6ypeDxjGvD";

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // Text beyond ASCII goes out as it is, which a cut in the middle of a character needs.
    private static readonly JsonSerializerOptions _asSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The id of an event: <c>evt_</c> and 26 characters, of which 12 are hexadecimal and 14 base 62. Ids sort by number.</summary>
    public static string EventId(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        char[] tail = new char[14];
        long rest = number;
        for (int i = tail.Length - 1; i >= 0; i--) (tail[i], rest) = (Digits[(int)(rest % 62)], rest / 62);
        return string.Create(CultureInfo.InvariantCulture, $"evt_{number:x12}{tail.AsSpan()}");
    }

    /// <summary><c>server.connected</c> of the first API.</summary>
    public static string ServerConnected(long number) => Event(number, "server.connected", []);

    /// <summary><c>server.heartbeat</c> of the first API.</summary>
    public static string ServerHeartbeat(long number) => Event(number, "server.heartbeat", []);

    /// <summary><c>server.connected</c> of the second API.</summary>
    public static string ApiServerConnected(long number) => ApiEvent(number, "server.connected", []);

    /// <summary><c>message.part.delta</c> of the first API: a piece of a text.</summary>
    public static string MessagePartDelta(long number, string delta, string sessionId = SessionId)
        => Event(number, "message.part.delta", Delta(delta, sessionId));

    /// <summary><c>message.part.delta</c> of the second API.</summary>
    public static string ApiMessagePartDelta(long number, string delta, string sessionId = SessionId)
        => ApiEvent(number, "message.part.delta", Delta(delta, sessionId));

    /// <summary><c>session.next.text.ended</c>, which a session's own stream keeps under its sequence number.</summary>
    public static string SessionTextEnded(long sequence, string text, string sessionId = SessionId)
    {
        JsonObject data = new()
        {
            ["sessionID"] = sessionId,
            ["assistantMessageID"] = MessageId,
            ["textID"] = "0",
            ["text"] = text,
            ["timestamp"] = 1_800_000_000_000 + sequence,
        };
        JsonObject durable = new() { ["aggregateID"] = sessionId, ["seq"] = sequence, ["version"] = 1 };
        return ApiEvent(sequence, "session.next.text.ended", data, durable);
    }

    /// <summary>An event of the first API as <c>/global/event</c> sends it.</summary>
    /// <param name="json">The event.</param>
    /// <param name="directory">The directory; null: absent, as for <c>server.connected</c> and heartbeats.</param>
    public static string Global(string json, string? directory = null)
        => directory is null ? $$"""{"payload":{{json}}}""" : $$"""{"directory":{{JsonSerializer.Serialize(directory, _asSent)}},"payload":{{json}}}""";

    private static JsonObject Delta(string delta, string sessionId) => new()
    {
        ["sessionID"] = sessionId,
        ["messageID"] = MessageId,
        ["partID"] = PartId,
        ["field"] = "text",
        ["delta"] = delta,
    };

    private static string Event(long number, string type, JsonObject properties)
        => new JsonObject { ["id"] = EventId(number), ["type"] = type, ["properties"] = properties }.ToJsonString(_asSent);

    private static string ApiEvent(long number, string type, JsonObject data, JsonObject? durable = null)
    {
        JsonObject json = new() { ["id"] = EventId(number), ["type"] = type };
        if (durable is not null) json["durable"] = durable;
        json["data"] = data;
        return json.ToJsonString(_asSent);
    }
}
