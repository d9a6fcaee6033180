using System.Globalization;
using System.Text;
using OpenCode.Testing.Events;

namespace OpenCode.Testing.Hostile;

/// <summary>One event stream of a <see cref="HostileServer"/>: events of whichever of OpenCode's streams the client asked for.</summary>
internal sealed class HostileStream(HostileConnection connection, HostileRequest request)
{
    /// <summary>The text of the event that stands behind an attack: who receives it has survived.</summary>
    public const string Last = "done";

    /// <summary>How many streams the server was asked for before.</summary>
    public int Number => request.Number;

    /// <summary>The number after which a stream with numbers is to go on; 0 for its beginning.</summary>
    public long After
        => request.Target.Split('?', '&').FirstOrDefault(p => p.StartsWith("after=", StringComparison.Ordinal)) is { } pair
            && long.TryParse(pair[6..], NumberStyles.None, CultureInfo.InvariantCulture, out long after)
                ? after
                : 0;

    /// <summary>The JSON of an event.</summary>
    /// <param name="number">Its sequence number, on a stream that has them.</param>
    /// <param name="text">Its text.</param>
    public string Json(long number, string text)
    {
        string path = request.Target.Split('?')[0];
        if (path.StartsWith("/api/session/", StringComparison.Ordinal)) return SampleEvents.SessionTextEnded(number, text);
        if (path == "/api/event") return SampleEvents.ApiMessagePartDelta(number, text);
        string json = SampleEvents.MessagePartDelta(number, text);
        return path == "/global/event" ? SampleEvents.Global(json, "/project") : json;
    }

    public Task BeginAsync(string headers = "") => connection.SendAsync(HostileResponse.Head("text/event-stream", headers: headers));

    /// <summary>Sends an event.</summary>
    public Task EventAsync(long number, string text) => SendAsync($"data: {Json(number, text)}\n\n");

    /// <summary>Sends the event that stands behind an attack, and keeps the stream open.</summary>
    public async Task EndAsync(long number)
    {
        await EventAsync(number, Last);
        await connection.WaitForCloseAsync();
    }

    /// <summary>Sends a text in UTF-8.</summary>
    public Task SendAsync(string text) => connection.SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => connection.SendAsync(bytes);

    public async Task SendAsync(string text, int times)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int i = 0; i < times; i++) await connection.SendAsync(bytes);
    }

    public Task SendForeverAsync(string text, TimeSpan pause = default) => connection.SendForeverAsync(Encoding.UTF8.GetBytes(text), pause);

    public Task DelayAsync(TimeSpan time) => connection.DelayAsync(time);

    public void Reset() => connection.Reset();

    /// <summary>A behaviour that attacks the first stream, and serves every later one in order.</summary>
    public static HostileBehavior First(string name, string description, Func<HostileStream, Task> attack)
        => Each(name, description, async stream =>
        {
            await stream.BeginAsync();
            await (stream.Number == 0 ? attack(stream) : stream.EndAsync(stream.After == long.MaxValue ? 1 : stream.After + 1));
        });

    /// <summary>A behaviour that does the same with every stream.</summary>
    public static HostileBehavior Each(string name, string description, Func<HostileStream, Task> serve)
        => HostileResponse.AfterRequest(name, description, (connection, request) => serve(new HostileStream(connection, request)));
}
