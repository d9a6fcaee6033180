using static OpenCode.Testing.Hostile.HostileStream;

namespace OpenCode.Testing.Hostile;

/// <summary>Streams with sequence numbers whose numbers are absent or absurd. On streams without numbers they are harmless.</summary>
internal static class DurableBehaviors
{
    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        Numbers("durable-repeated", "Sends each number three times.", 1, 1, 1, 2, 2, 2),
        Numbers("durable-swapped", "Sends 1, 2, 4, 3.", 1, 2, 4, 3),
        Numbers("durable-skipped", "Leaves numbers out.", 1, 2, 900),
        First("durable-restarted", "Begins its history again at 1, as a server with a new database does.", async stream =>
        {
            await stream.EventAsync(7, "event 7");
            await stream.EventAsync(8, "event 8");
            await stream.EventAsync(1, "event 1");
            await stream.EndAsync(2);
        }),
        First("durable-largest", "Sends the number 2^63-1, and goes on from 2.", async stream =>
        {
            await stream.EventAsync(1, "event 1");
            await stream.EventAsync(long.MaxValue, "largest");
            await stream.EndAsync(2);
        }),
        Odd("durable-number-as-string", "Sends a number as a string, and closes.", json => WithNumber(json, "\"2\"")),
        Odd("durable-number-as-fraction", "Sends a number as 2.0, and closes.", json => WithNumber(json, "2.0")),
        Odd("durable-number-behind-depth", "Sends a number behind data that nests 200 deep, and closes.",
            json => $"{{\"deep\":{new string('[', 200)}{new string(']', 200)},{json[1..]}"),
        Unnumbered("durable-number-beyond-long", "Sends a number beyond 64 bits, and closes.", json => WithNumber(json, "99999999999999999999")),
        Unnumbered("durable-number-negative", "Sends a negative number, and closes.", json => WithNumber(json, "-5")),
        Unnumbered("durable-number-null", "Sends null as a number, and closes.", json => WithNumber(json, "null")),
        Unnumbered("durable-without-number", "Sends an event without a number, and closes.",
            json => json.Replace("\"durable\"", "\"other\"", StringComparison.Ordinal)),
    ];

    private static HostileBehavior Numbers(string name, string description, params long[] numbers)
        => First(name, description, async stream =>
        {
            foreach (long number in numbers) await stream.EventAsync(number, $"event {number}");
            await stream.EndAsync(numbers.Max() + 1);
        });

    /// <summary>The second event is odd, and comes again to who has not understood its number.</summary>
    private static HostileBehavior Odd(string name, string description, Func<string, string> odd)
        => Each(name, description, async stream =>
        {
            await stream.BeginAsync();
            if (stream.After < 1) await stream.EventAsync(1, "event 1");
            if (stream.After < 2) await stream.SendAsync($"data: {odd(stream.Json(2, "odd"))}\n\n");
            if (stream.Number > 0) await stream.EndAsync(3);
        });

    /// <summary>The second event has no number, so no server could send it again.</summary>
    private static HostileBehavior Unnumbered(string name, string description, Func<string, string> odd)
        => First(name, description, async stream =>
        {
            await stream.EventAsync(1, "event 1");
            await stream.SendAsync($"data: {odd(stream.Json(2, "odd"))}\n\n");
        });

    private static string WithNumber(string json, string number) => json.Replace("\"seq\":2", $"\"seq\":{number}", StringComparison.Ordinal);
}
