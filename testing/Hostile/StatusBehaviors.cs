using System.Text;
using System.Text.Json;

using static OpenCode.Testing.Hostile.HostileResponse;

namespace OpenCode.Testing.Hostile;

/// <summary>Statuses that mislead, that go on for ever, or whose body does.</summary>
internal static class StatusBehaviors
{
    private const string Unavailable = "503 Service Unavailable";
    private const string TooMany = "429 Too Many Requests";

    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        Once("204-with-body", "Sends 204 and a body.",
            $"HTTP/1.1 204 No Content\r\nContent-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n{Json}"),
        Always("205", "Sends 205, which nobody sends.", "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n"),
        Always("206", "Sends a part that nobody asked for.", () => Of(Json, status: "206 Partial Content", headers: "Content-Range: bytes 0-4/900\r\n")),
        Always("299", "Sends a success that nobody knows.", () => Of(Json, status: "299 Fine")),
        Always("304", "Says that nothing has changed, without having been asked.", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n"),
        Redirect("redirect-to-itself", "Redirects to the same address.", (_, request) => request.Target),
        Redirect("redirect-loop", "Redirects to and fro.", (_, request) => request.Target.StartsWith("/a", StringComparison.Ordinal) ? "/b" : "/a"),
        Redirect("redirect-other-port", "Redirects to another server, which gets no credentials.",
            (c, _) => $"http://127.0.0.1:{(c.ServerUri.Port == 9 ? 10 : 9)}/"),
        Redirect("redirect-https", "Redirects to HTTPS.", (c, request) => $"https://127.0.0.1:{c.ServerUri.Port}{request.Target}"),
        Redirect("redirect-file", "Redirects to a file.", (_, _) => "file:///etc/passwd"),
        Redirect("redirect-junk", "Redirects to nowhere.", (_, _) => "http://[::bad/%zz"),
        Always("401-loop", "Refuses every credential.", () => Of("{}", status: "401 Unauthorized", headers: "WWW-Authenticate: Basic realm=\"x\"\r\n")),
        Always("407", "Wants the credentials of a proxy.",
            () => Of("", "text/plain", "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"x\"\r\n")),
        Always("408", "Says that the request took too long.", () => Of("", "text/plain", "408 Request Timeout", "Connection: close\r\n")),
        Always("421", "Says that it is the wrong server.", () => Of("", "text/plain", "421 Misdirected Request")),
        RetryAfter("retry-after-0", "Says 429 and wants to be asked again at once.", "0"),
        RetryAfter("retry-after-past", "Says 429 and names a date of the past.", "Wed, 21 Oct 2015 07:28:00 GMT"),
        RetryAfter("retry-after-negative", "Says 429 and names a negative time.", "-5"),
        RetryAfter("retry-after-junk", "Says 429 and names no time.", "after lunch"),
        RetryAfter("retry-after-beyond-int", "Says 429 and names a time beyond 32 bits.", "99999999999"),
        RetryAfter("retry-after-beyond-long", "Says 429 and names a time beyond 64 bits.", "99999999999999999999999"),
        RetryAfter("retry-after-year-9999", "Says 429 and names the last date.", "Fri, 31 Dec 9999 23:59:59 GMT"),
        Always("503-for-ever", "Is never available.", () => Of("{}", status: Unavailable)),
        Endless("error-endless-body", "Sends an error whose body has no end.", Head("text/plain", "500 Internal Server Error"), "e", 64 * 1024),
        Always("error-html", "Sends an error as a web page.", () => Of("<html><h1>502</h1></html>", "text/html", "502 Bad Gateway")),
        Always("error-many-drifts", "Sends an error of half a million wrong values.",
            () => Of($"{{\"name\":[{Repeat("[],", 300_000)}[]],\"data\":1}}", status: "404 Not Found")),
        Always("error-nested-100000", "Sends an error that nests 100,000 deep.",
            () => Of(new string('[', 100_000) + new string(']', 100_000), status: "400 Bad Request")),
        Echo("echo-in-error", "Sends the credential back in an error.",
            (h, p) => Of($$$"""{"name":"BadRequest","data":{"message":{{{JsonSerializer.Serialize($"bad {h} {p}")}}}}}""", status: "400 Bad Request")),
        Echo("echo-in-text-error", "Sends the credential back in an error of plain text.",
            (h, p) => Of($"bad {h} {p}", "text/plain", "500 Internal Server Error")),
        Echo("echo-in-reason", "Sends the credential back as the reason phrase.", (h, p) => Of("{}", status: $"400 Bad {h} {p}")),
        Echo("echo-in-html", "Sends the credential back in a web page with 200.", (h, p) => Of($"<html>{h} {p}</html>", "text/html")),
        Echo("echo-in-json", "Sends the credential back in what is nearly JSON.", (h, p) => Of($$"""{"id": {{h}} {{p}} }""")),
        Echo("echo-in-content-type", "Sends the credential back as the content type.", (h, p) => Of(Json, $"text/{p}; h=\"{h}\"")),
        Echo("echo-in-location", "Sends the credential back in a redirect.", (h, p) => Of("", status: "302 Found", headers: $"Location: /{p}?{h}\r\n")),
    ];

    private static HostileBehavior RetryAfter(string name, string description, string value)
        => Always(name, description, () => Of("{}", status: TooMany, headers: $"Retry-After: {value}\r\n"));

    private static HostileBehavior Redirect(string name, string description, Func<HostileConnection, HostileRequest, string> location)
        => new(name, description, async connection =>
        {
            while (await connection.ReadRequestAsync() is { } request)
                await connection.SendAsync(Of("", "text/plain", "307 Temporary Redirect", $"Location: {location(connection, request)}\r\n"));
        });

    // The response is made of the Authorization header and of what it holds.
    private static HostileBehavior Echo(string name, string description, Func<string, string, byte[]> response)
        => new(name, description, async connection =>
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                string header = request.Header("Authorization") ?? "";
                await connection.SendAsync(response(header, PlainOf(header)));
            }
        });

    private static string PlainOf(string header)
    {
        byte[] plain = new byte[header.Length];
        return header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(header[6..], plain, out int length)
            ? Encoding.Latin1.GetString(plain, 0, length)
            : header;
    }
}
