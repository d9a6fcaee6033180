using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Printing;

/// <summary>Sessions as people and programs read them.</summary>
internal static class SessionLines
{
    public static void WriteTable(TextWriter output, IReadOnlyList<FoundSession> sessions, bool isTree, DateTimeOffset now)
    {
        if (sessions.Count == 0)
        {
            output.WriteLine("No sessions.");
            return;
        }

        TextTable table = new("id", "state", "server", "used", "cost", "title");
        foreach (FoundSession found in sessions)
        {
            Session session = found.Session;
            table.Add(
                session.Id, found.State, found.Server, Ages.Short(now - (session.Time.UpdatedAt ?? now)),
                session.Cost is { } cost and > 0 ? cost.ToString("0.####", CultureInfo.InvariantCulture) : "",
                isTree && found.Depth > 0 ? $"{new string(' ', (found.Depth - 1) * 2)}└ {session.Title}" : session.Title);
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
