using System.Text;
using static OpenCode.Testing.Hostile.HostileResponse;

namespace OpenCode.Testing.Hostile;

/// <summary>Bodies that are empty, endless, deep, huge, or not what their headers say.</summary>
internal static class BodyBehaviors
{
    private const int Megabyte = 1024 * 1024;
    private const int Many = 250_000;

    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        Body("empty-body", "Sends 200 and nothing.", ""),
        Body("truncated-json", "Sends JSON that ends in the middle, with the right length.", Json[..20]),
        Body("two-values", "Sends two JSON values.", Json + Json),
        Endless("endless-body", "Sends a JSON text without an end.", Head() + "{\"title\":\"", "x", 64 * 1024),
        Endless("endless-whitespace", "Sends blanks without an end.", Head(), " ", 64 * 1024),
        Endless("endless-list", "Sends a JSON list without an end.", Head() + "[{}", ",{}", 20_000),
        Endless("endless-chunks", "Sends chunks without an end.", ChunkedHead(), Chunk(new string('x', 32 * 1024))),
        Nested("nested-100", "Nests 100 deep.", 100),
        Nested("nested-600", "Nests 600 deep.", 600),
        Nested("nested-100000", "Nests 100,000 deep.", 100_000),
        Body("huge-string", "Sends a string of 48 MB.", () => $$"""{"id":"ses_1","title":"{{new string('x', 48 * Megabyte)}}"}"""),
        Body("huge-number", "Sends a number of a million digits.", () => $$"""{"id":"ses_1","cost":{{new string('9', Megabyte)}}}"""),
        Body("many-keys", "Sends an object of 250,000 keys.",
            () => $$"""{"id":"ses_1"{{string.Concat(Enumerable.Range(0, Many).Select(i => $",\"k{i}\":{i}"))}}}"""),
        Body("same-key-again", "Sends the same key 250,000 times.", () => $$"""{"id":"ses_1"{{Repeat(",\"title\":\"t\"", Many)}}}"""),
        Body("many-drifts", "Sends 250,000 values of a wrong type.", () => $"[{Repeat("[],", Many)}[]]"),
        Body("duplicate-keys", "Sends a key twice.", """{"id":"ses_1","id":"ses_2","title":"a","title":"b"}"""),
        Raw("invalid-utf8", "Sends bytes that are not UTF-8.", [.. "{\"id\":\"ses_1\",\"title\":\"a"u8, 0xFF, 0xC3, 0x28, .. "\"}"u8]),
        Raw("byte-order-mark", "Begins with a byte order mark.", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Json)]),
        Raw("utf16", "Sends UTF-16 that calls itself JSON.", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Json)]),
        Body("lone-surrogates", "Sends halves of surrogates.", """{"id":"ses_1","title":"a\ud83d","x\udc00":"\ud83d\ud83d"}"""),
        Raw("nul-bytes", "Sends NUL bytes after its JSON.", [.. Encoding.UTF8.GetBytes(Json), 0, 0, 0]),
        Always("html-200", "Sends a web page with 200, as OpenCode does for routes that it does not know.",
            () => Of("<!doctype html><html><body>OpenCode</body></html>", "text/html")),
        Always("json-as-text", "Sends JSON that calls itself text.", () => Of(Json, "text/plain")),
        Always("wrong-charset", "Sends UTF-8 that calls itself UTF-16.", () => Of(Json, "application/json; charset=utf-16")),
        Always("unknown-charset", "Names a character set that nobody knows.", () => Of(Json, "application/json; charset=klingon")),
        Always("text-of-unknown-charset", "Sends text in a character set that nobody knows.", () => Of("plain", "text/plain; charset=klingon")),
        Body("not-an-object", "Sends a string where an object belongs.", "\"surprise\""),
        Body("null-body", "Sends null.", "null"),
    ];

    private static HostileBehavior Body(string name, string description, string body) => Always(name, description, () => Of(body));

    private static HostileBehavior Body(string name, string description, Func<string> body) => Always(name, description, () => Of(body()));

    private static HostileBehavior Raw(string name, string description, byte[] body) => Always(name, description, () => Of(body));

    private static HostileBehavior Nested(string name, string description, int depth)
        => Body(name, description, () => $$"""{"id":"ses_1","new":{{new string('[', depth)}}{{new string(']', depth)}}}""");
}
