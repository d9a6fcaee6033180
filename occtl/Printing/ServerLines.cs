using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Printing;

/// <summary>Servers as people and programs read them.</summary>
internal static class ServerLines
{
    public static JsonObject Json(ServerReport report)
    {
        JsonObject json = Json(report.Server);
        json["state"] = report.State.Name();
        json["pid"] = report.Process?.Id;
        json["busy"] = report.Busy;
        json["permissions"] = report.Permissions;
        json["questions"] = report.Questions;
        if (report.Problem is { } problem) json["problem"] = problem;
        return json;
    }

    public static JsonObject Json(KnownServer server) => new()
    {
        ["id"] = server.Id,
        ["url"] = server.Address.AbsoluteUri,
        ["port"] = server.Port,
        ["pid"] = server.ProcessId,
        ["directory"] = server.Directory,
        ["version"] = server.Version,
        ["agent"] = server.Agent,
        ["adopted"] = server.IsAdopted,
        ["created_at"] = server.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
        ["last_activity"] = server.LastActivity.ToString("O", CultureInfo.InvariantCulture),
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
            KnownServer server = report.Server;
            table.Add(
                server.Id, Describe(report), server.IsAdopted ? server.Address.Authority : server.Port.ToString(CultureInfo.InvariantCulture),
                server.Version ?? "",
                Ages.Short(now - server.LastActivity), server.Directory ?? "");
        }

        table.Write(output);
    }

    public static void WriteOne(TextWriter output, ServerReport report, DateTimeOffset now)
    {
        KnownServer server = report.Server;
        output.WriteLine($"{server.Id}: {Describe(report)}");
        output.WriteLine($"  address    {server.Address}");
        if (report.Process is { } process) output.WriteLine($"  process    {process.Id}, for {Ages.Short(now - process.StartedAt)}");
        if (server.Directory is { } directory) output.WriteLine($"  directory  {TerminalText.SafeLine(directory)}");
        if (server.Version is { } version) output.WriteLine($"  release    {TerminalText.SafeLine(version)}");
        if (server.Agent is { } agent) output.WriteLine($"  agent      {TerminalText.SafeLine(agent)}");
        output.WriteLine($"  last used  {Ages.Short(now - server.LastActivity)} ago");
        if (report.Problem is { } problem) output.WriteLine($"  problem    {TerminalText.SafeLine(problem)}");
    }

    private static string Describe(ServerReport report) => report.State switch
    {
        ServerState.Busy when report.Busy > 1 => $"busy ({report.Busy})",
        ServerState.WaitingPermission when report.Permissions > 1 => $"waiting_permission ({report.Permissions})",
        ServerState.WaitingQuestion when report.Questions > 1 => $"waiting_question ({report.Questions})",
        _ => report.State.Name(),
    };
}
