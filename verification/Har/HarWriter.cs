using System.Text;
using System.Text.Json;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Har;

/// <summary>
/// Writes traffic as a HAR 1.2 file that <see cref="HarFile"/>, browsers and other tools read. It holds no headers and no request bodies, so no
/// credentials of the client; answers are written as they are, and those of a configuration may hold keys. Entries stand in the order in which their
/// requests came, so that all is kept in memory until the end.
/// </summary>
public sealed class HarWriter : ITrafficReceiver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stream _stream;
    private readonly Uri _server;
    private readonly TimeProvider _time;
    private readonly List<Entry> _entries = [];

    // Two requests of the same stream are two streams.
    private readonly Dictionary<RecordedExchange, Entry> _streams = new(ReferenceEqualityComparer.Instance);
    private bool _disposed;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Receives the text; it is closed in the end.</param>
    /// <param name="server">The address that requests are said to have gone to.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public HarWriter(Stream stream, Uri server, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(server);
        (_stream, _server, _time) = (stream, server, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public void Add(RecordedExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        lock (_lock)
        {
            if (_disposed) return;

            DateTimeOffset now = _time.GetUtcNow();
            var entry = new Entry(exchange, exchange.StartedAt ?? now) { End = now };
            _entries.Add(entry);

            // The events of a stream are still to come.
            if (exchange.Body is null && MediaType.Of(exchange.ContentType) == MediaType.EventStream) _streams[exchange] = entry;
        }
    }

    /// <inheritdoc/>
    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
        lock (_lock)
        {
            if (_disposed || !_streams.TryGetValue(stream, out Entry? entry)) return;
            entry.Events.Append("data: ").Append(Encoding.UTF8.GetString(utf8.Span).ReplaceLineEndings("\ndata: ")).Append("\n\n");
            entry.End = _time.GetUtcNow();
        }
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">The file could not be written.</exception>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            using (_stream)
            {
                using var json = new Utf8JsonWriter(_stream, new JsonWriterOptions { MaxDepth = 64 });
                WriteFile(json);
            }
        }
    }

    private void WriteFile(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("log");
        json.WriteString("version", "1.2");
        json.WriteStartObject("creator");
        json.WriteString("name", "opencodegen");
        json.WriteString("version", typeof(HarWriter).Assembly.GetName().Version?.ToString(3));
        json.WriteEndObject();
        json.WriteStartArray("entries");
        foreach (Entry entry in _entries.OrderBy(static e => e.Start))
        {
            WriteEntry(json, entry.Exchange, entry.Start, entry.Duration, _streams.ContainsKey(entry.Exchange)
                ? Encoding.UTF8.GetBytes(entry.Events.ToString())
                : entry.Exchange.Body);
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteEntry(Utf8JsonWriter json, RecordedExchange exchange, DateTimeOffset start, TimeSpan duration, ReadOnlyMemory<byte>? body)
    {
        bool isStream = MediaType.Of(exchange.ContentType) == MediaType.EventStream;
        json.WriteStartObject();
        json.WriteString("startedDateTime", start);
        json.WriteNumber("time", duration.TotalMilliseconds);
        json.WriteStartObject("request");
        json.WriteString("method", exchange.Method);
        json.WriteString("url", _server.GetLeftPart(UriPartial.Authority) + SecretQuery.Hide(exchange.Target));
        WriteEmptyParts(json, "queryString");
        json.WriteEndObject();
        json.WriteStartObject("response");
        json.WriteNumber("status", exchange.Status);
        json.WriteString("statusText", "");
        WriteContent(json, exchange.ContentType, body);
        json.WriteString("redirectURL", "");
        WriteEmptyParts(json, null);
        json.WriteEndObject();
        json.WriteStartObject("cache");
        json.WriteEndObject();
        json.WriteStartObject("timings");
        json.WriteNumber("send", 0);
        json.WriteNumber("wait", isStream ? 0 : duration.TotalMilliseconds);
        json.WriteNumber("receive", isStream ? duration.TotalMilliseconds : 0);
        json.WriteEndObject();
        if (exchange.Label is not null) json.WriteString("comment", exchange.Label);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, string? type, ReadOnlyMemory<byte>? body)
    {
        json.WriteStartObject("content");
        json.WriteString("mimeType", type ?? HarContentType.None);
        if (body is { } bytes)
        {
            json.WriteNumber("size", bytes.Length);
            if (System.Text.Unicode.Utf8.IsValid(bytes.Span))
            {
                json.WriteString("text", bytes.Span);
            }
            else
            {
                json.WriteBase64String("text", bytes.Span);
                json.WriteString("encoding", "base64");
            }
        }
        else
        {
            // A size without a text: there was a body, and it was not recorded.
            json.WriteNumber("size", 1);
        }

        json.WriteEndObject();
    }

    private static void WriteEmptyParts(Utf8JsonWriter json, string? query)
    {
        json.WriteString("httpVersion", "HTTP/1.1");
        foreach (string name in new[] { "cookies", "headers", query }.OfType<string>())
        {
            json.WriteStartArray(name);
            json.WriteEndArray();
        }

        json.WriteNumber("headersSize", -1);
        json.WriteNumber("bodySize", -1);
    }

    private sealed class Entry(RecordedExchange exchange, DateTimeOffset start)
    {
        public RecordedExchange Exchange { get; } = exchange;

        public DateTimeOffset Start { get; } = start;

        /// <summary>When the answer was complete, or the last event of the stream came.</summary>
        public DateTimeOffset End { get; set; }

        // A clock can be set back.
        public TimeSpan Duration => End > Start ? End - Start : TimeSpan.Zero;

        public StringBuilder Events { get; } = new();
    }
}
