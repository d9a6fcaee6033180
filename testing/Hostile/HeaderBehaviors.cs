using static OpenCode.Testing.Hostile.HostileResponse;

namespace OpenCode.Testing.Hostile;

/// <summary>What can be wrong with a status line and with headers.</summary>
internal static class HeaderBehaviors
{
    private const int Flood = 100_000;

    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        WithStatusLine("status-without-reason", "Gives no reason phrase.", "HTTP/1.1 200"),
        WithStatusLine("status-0", "Sends the status 000.", "HTTP/1.1 000 Nothing"),
        WithStatusLine("status-99", "Sends a status of two digits.", "HTTP/1.1 99 Almost"),
        WithStatusLine("status-099", "Sends the status 099.", "HTTP/1.1 099 Almost"),
        WithStatusLine("status-600", "Sends a status beyond the classes.", "HTTP/1.1 600 Beyond"),
        WithStatusLine("status-999", "Sends the largest status.", "HTTP/1.1 999 Blocked"),
        WithStatusLine("status-999999", "Sends a status of six digits.", "HTTP/1.1 999999 Beyond"),
        WithStatusLine("status-word", "Sends a word where the status belongs.", "HTTP/1.1 fine OK"),
        WithStatusLine("status-line-endless-reason", "Gives a reason of ten megabytes.", "HTTP/1.1 200 " + new string('r', 10_000_000)),
        Endless("informational-flood", "Sends 103 without an end.", "", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 100),
        Always("informational-first", "Sends some 1xx before its response.", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
            + Valid("")),
        Once("continue-with-junk", "Sends a 100 with headers and a body.", "HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\njunk!" + Valid("")),
        Once("switching-protocols", "Switches to a protocol that nobody asked for.",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\u0081\u0005hello"),
        Always("huge-header", "Sends a header of one megabyte.", () => Bytes(Valid($"X-Huge: {new string('h', 1_000_000)}\r\n"))),
        Endless("endless-header", "Sends a header without an end.", "HTTP/1.1 200 OK\r\nX-Endless: ", "e", 64 * 1024),
        Always("many-headers", "Sends a hundred thousand headers.",
            () => Bytes(Valid(string.Concat(Enumerable.Range(0, Flood).Select(i => $"X-{i}: {i}\r\n"))))),
        Endless("endless-headers", "Sends headers without an end.", "HTTP/1.1 200 OK\r\n", "X-More: 1\r\n", 1000),
        Always("header-without-colon", "Sends a line that is no header.", Valid("this is no header\r\n")),
        Always("header-without-name", "Sends a header without a name.", Valid(": nameless\r\n")),
        Always("header-folded", "Folds a header over two lines.", Valid("X-Folded: one\r\n  two\r\n")),
        Always("header-with-nul", "Sends a NUL in a header.", Valid("X-Nul: a\0b\r\n")),
        Always("header-with-carriage-return", "Sends a lone carriage return in a header.", Valid("X-Return: a\rX-Injected: b\r\n")),
        Always("header-not-ascii", "Sends bytes that are not ASCII in a header.", Valid("X-Latin: \u00FF\u00FE\u00C3\r\n")),
        Always("content-type-junk", "Sends a content type that is none.",
            $"HTTP/1.1 200 OK\r\nContent-Type: ;;=,\"\r\nContent-Length: {Json.Length}\r\n\r\n{Json}"),
        Always("content-type-twice", "Sends two content types.",
            $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n{Json}"),
        Always("content-type-absent", "Sends no content type.", $"HTTP/1.1 200 OK\r\nContent-Length: {Json.Length}\r\n\r\n{Json}"),
    ];

    private static string Valid(string headers) => $"HTTP/1.1 200 OK\r\n{headers}Content-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n{Json}";

    private static HostileBehavior WithStatusLine(string name, string description, string line)
        => Always(name, description, $"{line}\r\nContent-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n{Json}");

    private static byte[] Bytes(string latin1) => System.Text.Encoding.Latin1.GetBytes(latin1);
}
