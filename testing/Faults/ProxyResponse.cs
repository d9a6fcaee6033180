using System.Globalization;
using System.Text;

namespace OpenCode.Testing.Faults;

/// <summary>An answer that a <see cref="FaultProxy"/> gives without asking the server, as a gateway in between does.</summary>
/// <param name="Status">The status.</param>
/// <param name="ContentType">The content type.</param>
/// <param name="Body">The body.</param>
public sealed record ProxyResponse(int Status, string ContentType, string Body)
{
    /// <summary>The <c>Retry-After</c> header as it is sent, which need not be valid; null: none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>A small JSON body, of a shape that is none of OpenCode's.</summary>
    public static ProxyResponse Json(int status)
        => new(status, "application/json", string.Create(CultureInfo.InvariantCulture, $$"""{"error":"The proxy answers {{status}}."}"""));

    /// <summary>A small HTML page.</summary>
    public static ProxyResponse Html(int status)
        => new(status, "text/html; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"<!doctype html><title>{status}</title><p>The proxy answers {status}."));

    /// <summary>The same answer with <c>Retry-After</c> in seconds, rounded up.</summary>
    public ProxyResponse RetryingAfter(TimeSpan pause)
        => this with { RetryAfter = ((long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture) };

    /// <summary>The same answer with <c>Retry-After</c> as an HTTP date, which has no fractions of a second.</summary>
    public ProxyResponse RetryingAfter(DateTimeOffset time) => this with { RetryAfter = time.ToString("R", CultureInfo.InvariantCulture) };

    internal byte[] ToBytes()
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Scripted\r\nContent-Type: {ContentType}\r\nContent-Length: {body.Length}\r\n");
        if (RetryAfter is not null) head.Append(CultureInfo.InvariantCulture, $"Retry-After: {RetryAfter}\r\n");
        head.Append("Connection: close\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
    }
}
