using System.CommandLine;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl cleanup</c>: ends servers that nobody uses.</summary>
internal static class CleanupCommand
{
    // 45 days, as every span of time.
    private const double MostMinutes = 64800;

    private static readonly TimeSpan _usual = TimeSpan.FromMinutes(60);

    public static Command Create()
    {
        Option<TimeSpan?> idle = DurationOption.Create("How long nobody may have used a server. Default: 60m.", "--idle", "-i");
        Option<double?> minutes = new("--minutes", "-m") { Description = "The same, in minutes." };
        Option<bool> force = new("--force", "-f") { Description = "Also those that work, or wait for somebody." };
        Option<bool> dry = new("--dry-run", "-n") { Description = "Say what would go, and end nothing." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("cleanup", "Ends servers that nobody has used for long, and forgets dead ones.") { idle, minutes, force, dry, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            double? given = result.GetValue(minutes);
            if (given is not (null or (>= 0 and <= MostMinutes))) throw new UsageException($"--minutes is {given}; write a number from 0 to {MostMinutes}.");
            TimeSpan span = result.GetValue(idle) ?? (given is { } m ? TimeSpan.FromMinutes(m) : _usual);
            bool isDry = result.GetValue(dry);
            CleanupResult cleaned = await runner.Servers.CleanUpAsync(new CleanupRequest(span, result.GetValue(force), isDry), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), Json(cleaned, isDry));
            else Write(result.Output(), cleaned, isDry ? "would go" : "removed");
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(TextWriter output, CleanupResult cleaned, string verb)
    {
        foreach (ServerReport report in cleaned.Found) output.WriteLine($"{report.Server.Id} {verb} ({report.State.Name()})");
        if (cleaned.Strays > 0) output.WriteLine($"{cleaned.Strays} without an entry {verb}");
        if (cleaned.Found.Count + cleaned.Strays == 0) output.WriteLine("Nothing to clean up.");
    }

    private static JsonObject Json(CleanupResult cleaned, bool isDry) => new()
    {
        ["servers"] = new JsonArray([.. cleaned.Found.Select(static r => (JsonNode)new JsonObject { ["id"] = r.Server.Id, ["state"] = r.State.Name() })]),
        ["without_entry"] = cleaned.Strays,
        ["removed"] = !isDry,
    };
}
