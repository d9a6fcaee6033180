using OpenCode.Core.Responses;

namespace OpenCode.Contract.Tests.Attacks;

/// <summary>What a subscription must do: bring the event that stands behind the attack, or say why it cannot.</summary>
internal static class AttackStreamTable
{
    // Quick reconnections, for as long as a row may take.
    private const int Reconnections = 30;

    public static IEnumerable<AttackRow> Live() =>
    [
        Live("close-on-accept", "Connection (Reset|Other)", "") with { MostRequests = Reconnections },
        Live("never-respond", "Timeout ResponseHeaders", "") with { MostRequests = Reconnections },
        Live("garbage", "Connection Protocol", "") with { MostRequests = Reconnections },

        // Without an end of the event nothing can be read behind it: the caller leaves, at a bounded cost.
        Live("stream-endless-line", "Cancelled", "first( gap)*") with { Patience = 2.5 },
        Live("stream-endless-comment", "Cancelled", "first( gap)*") with { Patience = 2.5 },
        Live("stream-endless-field-name", "Cancelled", "(gap ?)*") with { Patience = 2.5 },
        Live("stream-endless-data", "Cancelled", "first( gap)*") with { Patience = 2.5 },
        Live("stream-event-200mb", "seen", "gap done") with { Within = 10, Patience = 10 },
        Live("stream-event-200mb-in-lines", "seen", "gap done") with { Within = 10, Patience = 10 },
        Live("stream-event-8mb", "seen", "8388608-long done"),
        Live("stream-many-8mb", "seen", "(8388608-long ){10}done") with { Within = 10, Patience = 30 },
        Live("stream-event-of-short-lines", "seen", "unknown done"),
        Live("stream-event-then-comments", "seen", "done") with { Within = 2 },
        Live("stream-unfinished-event", "seen", "gap done"),
        Live("stream-cut-in-event", "seen", "first gap done"),
        Live("stream-carriage-returns", "seen", "first done") with { MostRequests = 1 },
        Live("stream-split-characters", "seen", "é😀 done"),
        Live("stream-junk-fields", "seen", "first done"),
        Live("stream-retry-huge", "seen", "first gap done"),
        Live("stream-empty-data", "seen", "done"),
        Live("stream-heartbeat-flood", "seen", "done"),
        Live("stream-close-after-each-event", "seen", "event 1 gap event 2 gap event 3 gap done") with { MostRequests = 4 },
        Live("stream-stalls", "seen", "first gap done"),
        Live("stream-nested-600", "seen", "unknown done"),
        Live("stream-nested-100000", "seen", "unknown done"),
        Live("stream-not-json", "seen", "unknown done"),
        Live("stream-unknown-type", "seen", "unknown done"),
        Live("stream-null-event", "seen", "unknown done"),
        Live("stream-many-drifts", "seen", "todo.updated done"),
        Live("stream-invalid-utf8", "seen", "unknown done"),
        Live("stream-byte-order-mark", "seen", "done"),
        Live("stream-html", "Contract NoSuchRoute", "") with { MostRequests = 1 },
        Live("stream-json", "Contract UnexpectedContentType", "") with { MostRequests = 1 },
        Live("stream-204", "Contract (UnexpectedContentType|EmptyBody)", "") with { MostRequests = 1 },
        Live("stream-503", "Api 503", "") with { MostRequests = Reconnections },
        Live("stream-429", "Api 429", "") with { MostRequests = 2 },
        Live("stream-compressed", "Contract BadEncoding", "") with { MostRequests = 1 },
        Live("stream-html-later", "seen", "first gap done") with { MostRequests = 3 },
        Live("401-loop", "Api 401", "") with { MostRequests = 1 },
        Live("echo-in-error", "Api 400", "") with { MostRequests = 1 },
        Live("echo-in-html", "Contract NoSuchRoute", "") with { MostRequests = 1 },
        Live("redirect-other-port", "Api 307", "") with { MostRequests = 1 },
    ];

    public static IEnumerable<AttackRow> Durable() =>
    [
        Durable("never-respond", "Cancelled|Timeout ResponseHeaders", "") with { Patience = 3 },
        Durable("stream-endless-line", "Cancelled", "first.*") with { Patience = 2.5 },
        Durable("stream-endless-data", "Cancelled", "first.*") with { Patience = 2.5 },
        Durable("stream-event-200mb", "seen", "(.* )?done") with { Within = 10, Patience = 10 },
        Durable("stream-event-8mb", "seen", "8388608-long done"),
        Durable("stream-event-then-comments", "seen", "done") with { Within = 2 },
        Durable("stream-unfinished-event", "seen", "done"),
        Durable("stream-cut-in-event", "seen", "first done"),
        Durable("stream-close-after-each-event", "seen", "event 1 event 2 event 3 done") with { MostRequests = 4 },
        Durable("stream-nested-100000", "seen", "unknown done"),
        Durable("stream-html", "Contract NoSuchRoute", "") with { MostRequests = 1 },
        Durable("stream-503", "Api 503", ""),

        Durable("durable-repeated", "seen", "event 1 event 2 done|event 1 .+ event 2 .+ done"),
        Durable("durable-skipped", "seen", "event 1 event 2 (.+ )?event 900 done"),

        // What cannot be delivered exactly once is announced in its place, or the stream fails; silence is wrong.
        Durable("durable-swapped", "seen|Contract \\w+", "event 1 event 2 event 4( .+ done)?"),
        Durable("durable-restarted", "seen|Contract \\w+", "event 7 event 8( .+ done)?"),
        Durable("durable-largest", "seen|Contract \\w+", "event 1( .+ done)?"),
        Durable("durable-number-as-string", "seen", "event 1 odd done"),
        Durable("durable-number-as-fraction", "seen", "event 1 odd done"),
        Durable("durable-number-behind-depth", "seen", "event 1 odd done"),
        Durable("durable-number-beyond-long", "seen", "event 1 (.+ )?odd (.+ )?done"),
        Durable("durable-number-negative", "seen", "event 1 (.+ )?odd (.+ )?done"),
        Durable("durable-number-null", "seen", "event 1 (.+ )?odd (.+ )?done"),
        Durable("durable-without-number", "seen", "event 1 (.+ )?odd (.+ )?done"),
    ];

    private static AttackRow Live(string behavior, string outcome, string seen) => new(behavior, "live", outcome) { Seen = seen, Within = 7 };

    private static AttackRow Durable(string behavior, string outcome, string seen)
        => new(behavior, "durable", outcome) { Seen = seen, Within = 7, MostRequests = Reconnections };
}
