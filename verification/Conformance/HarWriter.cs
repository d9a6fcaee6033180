using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace OpenCode.Verification;

/// <summary>
/// Writes traffic as a HAR 1.2 file that <see cref="HarFile"/>, browsers and other tools read. It holds no headers and no request bodies, so no
/// credentials of the client; answers are written as they are, and those of a configuration may hold keys.
/// </summary>
public sealed class HarWriter : ITrafficReceiver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Utf8JsonWriter _json;
    private readonly Stream _stream;
    private readonly Uri _server;
    private readonly TimeProvider _time;
    private readonly Dictionary<RecordedExchange, StringBuilder> _streams = new(ReferenceComparer.Instance);
    private bool _disposed;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Receives the text; it is closed in the end.</param>
    /// <param name="server">The address that requests are said to have gone to.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public HarWriter(Stream stream, Uri server, TimeProvider? time = null)
    {
        (_stream, _server, _time) = (stream, server, time ?? TimeProvider.System);
        _json = new Utf8JsonWriter(stream, new JsonWriterOptions { MaxDepth = 64 });
        _json.WriteStartObject();
        _json.WriteStartObject("log");
        _json.WriteString("version", "1.2");
        _json.WriteStartObject("creator");
        _json.WriteString("name", "opencodegen");
        _json.WriteString("version", typeof(HarWriter).Assembly.GetName().Version?.ToString(3));
        _json.WriteEndObject();
        _json.WriteStartArray("entries");
    }

    /// <inheritdoc/>
    public void Add(RecordedExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        lock (_lock)
        {
            if (_disposed)
                return;

            // The events of a stream are still to come, and an entry cannot be added to.
            if (exchange.Body is null && MediaType.Of(exchange.ContentType) == MediaType.EventStream)
                _streams[exchange] = new StringBuilder();
            else
                Write(exchange, exchange.Body);
        }
    }

    /// <inheritdoc/>
    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
        lock (_lock)
        {
            if (_streams.TryGetValue(stream, out StringBuilder? text))
                text.Append("data: ").Append(Encoding.UTF8.GetString(utf8.Span).ReplaceLineEndings("\ndata: ")).Append("\n\n");
        }
    }

    /// <summary>Writes the streams and the end of the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach ((RecordedExchange stream, StringBuilder events) in _streams)
                Write(stream, Encoding.UTF8.GetBytes(events.ToString()));
            _json.WriteEndArray();
            _json.WriteEndObject();
            _json.WriteEndObject();
            _json.Dispose();
            _stream.Dispose();
        }
    }

    private void Write(RecordedExchange exchange, ReadOnlyMemory<byte>? body)
    {
        _json.WriteStartObject();
        _json.WriteString("startedDateTime", _time.GetUtcNow());
        _json.WriteNumber("time", 0);
        _json.WriteStartObject("request");
        _json.WriteString("method", exchange.Method);
        _json.WriteString("url", _server.GetLeftPart(UriPartial.Authority) + SecretQuery.Hide(exchange.Target));
        WriteEmptyParts("queryString");
        _json.WriteEndObject();
        _json.WriteStartObject("response");
        _json.WriteNumber("status", exchange.Status);
        _json.WriteString("statusText", "");
        WriteContent(exchange.ContentType, body);
        _json.WriteString("redirectURL", "");
        WriteEmptyParts(null);
        _json.WriteEndObject();
        _json.WriteStartObject("cache");
        _json.WriteEndObject();
        _json.WriteStartObject("timings");
        _json.WriteNumber("send", 0);
        _json.WriteNumber("wait", 0);
        _json.WriteNumber("receive", 0);
        _json.WriteEndObject();
        if (exchange.Label is not null)
            _json.WriteString("comment", exchange.Label);
        _json.WriteEndObject();
        _json.Flush();
    }

    private void WriteContent(string? type, ReadOnlyMemory<byte>? body)
    {
        _json.WriteStartObject("content");
        _json.WriteString("mimeType", type ?? "");
        if (body is { } bytes)
        {
            _json.WriteNumber("size", bytes.Length);
            if (System.Text.Unicode.Utf8.IsValid(bytes.Span))
            {
                _json.WriteString("text", bytes.Span);
            }
            else
            {
                _json.WriteBase64String("text", bytes.Span);
                _json.WriteString("encoding", "base64");
            }
        }
        else
        {
            // A size without a text: there was a body, and it was not recorded.
            _json.WriteNumber("size", 1);
        }

        _json.WriteEndObject();
    }

    private void WriteEmptyParts(string? query)
    {
        _json.WriteString("httpVersion", "HTTP/1.1");
        foreach (string name in new[] { "cookies", "headers", query }.OfType<string>())
        {
            _json.WriteStartArray(name);
            _json.WriteEndArray();
        }

        _json.WriteNumber("headersSize", -1);
        _json.WriteNumber("bodySize", -1);
    }

    // Two requests of the same stream are two streams.
    private sealed class ReferenceComparer : IEqualityComparer<RecordedExchange>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(RecordedExchange? x, RecordedExchange? y) => ReferenceEquals(x, y);

        public int GetHashCode(RecordedExchange obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
