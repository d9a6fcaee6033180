using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Printing;

/// <summary>Servers as people and programs read them.</summary>
internal static class ServerLines
{
    public static JsonObject Json(ServerReport report)
    {
        JsonObject json = Json(report.Entry);
        json["state"] = report.State.Name();
        json["pid"] = report.Process?.Id;
        json["busy"] = report.Busy;
        json["permissions"] = report.Permissions;
        json["questions"] = report.Questions;
        if (report.Problem is { } problem) json["problem"] = problem;
        return json;
    }

    public static JsonObject Json(ServerEntry entry) => new()
    {
        ["id"] = entry.Id,
        ["url"] = entry.BaseUri.AbsoluteUri,
        ["port"] = entry.Port,
        ["pid"] = entry.ProcessId,
        ["directory"] = entry.Directory,
        ["version"] = entry.Version,
        ["agent"] = entry.Agent,
        ["adopted"] = entry.IsAdopted,
        ["created_at"] = entry.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
        ["last_activity"] = entry.LastActivity.ToString("O", CultureInfo.InvariantCulture),
    };

    public static void WriteTable(TextWriter output, IReadOnlyList<ServerReport> reports, DateTimeOffset now)
    {
        if (reports.Count == 0)
        {
            output.WriteLine("No servers. Start one with 'occtl start'.");
            return;
        }

        TextTable table = new("id", "state", "port", "release", "idle", "directory");
        foreach (ServerReport report in reports)
        {
            ServerEntry entry = report.Entry;
            table.Add(
                entry.Id, Describe(report), entry.IsAdopted ? entry.BaseUri.Authority : entry.Port.ToString(CultureInfo.InvariantCulture), entry.Version ?? "",
                Ages.Short(now - entry.LastActivity), entry.Directory ?? "");
        }

        table.Write(output);
    }

    public static void WriteOne(TextWriter output, ServerReport report, DateTimeOffset now)
    {
        ServerEntry entry = report.Entry;
        output.WriteLine($"{entry.Id}: {Describe(report)}");
        output.WriteLine($"  address    {entry.BaseUri}");
        if (report.Process is { } process) output.WriteLine($"  process    {process.Id}, for {Ages.Short(now - process.StartedAt)}");
        if (entry.Directory is { } directory) output.WriteLine($"  directory  {directory}");
        if (entry.Version is { } version) output.WriteLine($"  release    {version}");
        if (entry.Agent is { } agent) output.WriteLine($"  agent      {agent}");
        output.WriteLine($"  last used  {Ages.Short(now - entry.LastActivity)} ago");
        if (report.Problem is { } problem) output.WriteLine($"  problem    {problem.ReplaceLineEndings(" ")}");
    }

    private static string Describe(ServerReport report) => report.State switch
    {
        ServerState.Busy when report.Busy > 1 => $"busy ({report.Busy})",
        ServerState.WaitingPermission when report.Permissions > 1 => $"waiting_permission ({report.Permissions})",
        ServerState.WaitingQuestion when report.Questions > 1 => $"waiting_question ({report.Questions})",
        _ => report.State.Name(),
    };
}
