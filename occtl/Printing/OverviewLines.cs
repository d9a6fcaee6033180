using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Sessions;

namespace OpenCode.Ctl.Printing;

/// <summary>All servers and sessions, as people and programs read them.</summary>
internal static class OverviewLines
{
    /// <summary>A screen of them.</summary>
    /// <param name="overview">What was seen.</param>
    /// <param name="all">Whether sessions that have nothing to do are shown.</param>
    public static string Text(Overview overview, bool all)
    {
        using StringWriter text = new();
        int atWork = overview.Sessions.Count(static s => s.IsAtWork);
        text.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{overview.Servers.Count} servers, {atWork} sessions at work, {overview.Time.ToLocalTime():HH:mm:ss}"));
        text.WriteLine();
        ServerLines.WriteTable(text, overview.Servers, overview.Time);
        text.WriteLine();
        FoundSession[] shown = Shown(overview, all);
        if (shown.Length > 0) SessionLines.WriteTable(text, shown, isTree: true, overview.Time);
        return text.ToString();
    }

    public static JsonObject Json(Overview overview, bool all) => new()
    {
        ["time"] = overview.Time.ToString("O", CultureInfo.InvariantCulture),
        ["servers"] = new JsonArray([.. overview.Servers.Select(ServerLines.Json)]),
        ["sessions"] = new JsonArray([.. Shown(overview, all).Select(SessionLines.Json)]),
    };

    private static FoundSession[] Shown(Overview overview, bool all) => [.. overview.Sessions.Where(s => all || s.IsAtWork)];
}
