using System.Text.Json.Nodes;
using OpenCode.Ctl.Waiting;

namespace OpenCode.Ctl.Printing;

/// <summary>Sessions that were waited for.</summary>
internal static class WaitLines
{
    /// <summary>The id, and what it waits for, or the message that has the text.</summary>
    public static string Text(WaitedSession waited)
        => waited.WaitsForSomebody ? $"{waited.Session} {waited.State}" : waited.Message is { } message ? $"{waited.Session} {message}" : waited.Session;

    public static JsonObject Json(WaitedSession waited) => new()
    {
        ["server"] = waited.Server,
        ["session"] = waited.Session,
        ["state"] = waited.State,
        ["message"] = waited.Message,
    };
}
