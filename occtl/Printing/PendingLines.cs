using System.Text.Json.Nodes;
using OpenCode.Ctl.Approvals;
using OpenCode.Models;

namespace OpenCode.Ctl.Printing;

/// <summary>What waits, as people read it.</summary>
internal static class PendingLines
{
    public static JsonObject Json(PendingRequest pending)
    {
        JsonObject json = (JsonObject)(pending.Permission is { } permission ? JsonText.Node(permission) : JsonText.Node(pending.Question!));
        json["kind"] = pending.Permission is null ? "question" : "permission";
        json["server"] = pending.ServerId;
        return json;
    }

    public static JsonObject Json(Decided decided) => new()
    {
        ["id"] = decided.Id,
        ["server"] = decided.Server,
        ["session"] = decided.Session,
        ["reply"] = decided.Reply,
    };

    public static void Write(TextWriter output, IReadOnlyList<PendingRequest> pending)
    {
        if (pending.Count == 0) output.WriteLine("Nothing waits.");
        foreach (PendingRequest request in pending)
        {
            if (request.Permission is { } permission)
            {
                output.WriteLine($"{TerminalText.Safe(permission.Id)}  {request.ServerId}  {TerminalText.Safe(permission.SessionId)}  {TerminalText.Safe(permission.Permission)}");
                foreach (string pattern in permission.Patterns) output.WriteLine($"    {TerminalText.Safe(pattern)}");
                continue;
            }

            output.WriteLine($"{request.Id}  {request.ServerId}  {request.SessionId}  question");
            foreach (QuestionInfo question in request.Question!.Questions)
            {
                output.WriteLine($"    {TerminalText.Safe(question.Question)}");
                foreach (QuestionOption option in question.Options) output.WriteLine($"      - {TerminalText.Safe(option.Label)}: {TerminalText.Safe(option.Description)}");
            }
        }
    }
}
