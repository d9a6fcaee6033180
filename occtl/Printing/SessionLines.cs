using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Printing;

/// <summary>Sessions as people and programs read them.</summary>
internal static class SessionLines
{
    private static readonly string[] _columns = ["id", "state", "server", "used", "cost"];
    private static readonly string[] _directory = ["directory"];

    public static void WriteTable(TextWriter output, IReadOnlyList<FoundSession> sessions, bool isTree, DateTimeOffset now, bool withDirectory = false)
    {
        if (sessions.Count == 0)
        {
            output.WriteLine("No sessions.");
            return;
        }

        TextTable table = new([.. _columns, .. withDirectory ? _directory : [], "title"]);
        foreach (FoundSession found in sessions)
        {
            Session session = found.Session;
            string used = Ages.Short(now - (session.Time.UpdatedAt ?? now));
            string cost = session.Cost is { } spent and > 0 ? spent.ToString("0.####", CultureInfo.InvariantCulture) : "";
            string title = isTree && found.Depth > 0 ? $"{new string(' ', (found.Depth - 1) * 2)}└ {session.Title}" : session.Title;
            string[] directory = withDirectory ? [session.Directory] : [];
            table.Add([session.Id, found.State, found.Server, used, cost, .. directory, title]);
        }

        table.Write(output);
    }

    /// <summary>What was done to a session.</summary>
    /// <param name="place">The session.</param>
    /// <param name="name">What is said of it.</param>
    /// <param name="value">What it is; null for nothing.</param>
    public static JsonObject Json(SessionPlace place, string name, string? value) => new()
    {
        ["server"] = place.Server,
        ["session"] = place.Session,
        [name] = value,
    };

    public static JsonObject Json(FoundSession found)
    {
        JsonObject json = (JsonObject)JsonText.Node(found.Session);
        json["server"] = found.Server;
        json["state"] = found.State;
        return json;
    }
}
