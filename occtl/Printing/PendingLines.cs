using OpenCode.Ctl.Approvals;
using OpenCode.Models;

namespace OpenCode.Ctl.Printing;

/// <summary>What waits, as people read it.</summary>
internal static class PendingLines
{
    public static void Write(TextWriter output, IReadOnlyList<PendingRequest> pending)
    {
        if (pending.Count == 0) output.WriteLine("Nothing waits.");
        foreach (PendingRequest request in pending)
        {
            if (request.Permission is { } permission)
            {
                output.WriteLine($"{permission.Id}  {request.Server.Id}  {permission.SessionId}  {MessageText.Safe(permission.Permission)}");
                foreach (string pattern in permission.Patterns) output.WriteLine($"    {MessageText.Safe(pattern)}");
                continue;
            }

            output.WriteLine($"{request.Id}  {request.Server.Id}  {request.SessionId}  question");
            foreach (QuestionInfo question in request.Question!.Questions)
            {
                output.WriteLine($"    {MessageText.Safe(question.Question)}");
                foreach (QuestionOption option in question.Options) output.WriteLine($"      - {MessageText.Safe(option.Label)}: {MessageText.Safe(option.Description)}");
            }
        }
    }
}
