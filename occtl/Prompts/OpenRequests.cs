using OpenCode.Ctl.Servers;
using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>The permissions and questions of a turn that nobody has decided on yet.</summary>
internal sealed class OpenRequests
{
    private readonly HashSet<string> _permissions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _questions = new(StringComparer.Ordinal);

    /// <summary>What the turn waits for, as <c>waiting_permission</c>; null for nobody.</summary>
    public string? State => _permissions.Count > 0 ? ServerState.WaitingPermission.Name() : _questions.Count > 0 ? ServerState.WaitingQuestion.Name() : null;

    /// <summary>Their ids.</summary>
    public IEnumerable<string> Ids => _permissions.Concat(_questions);

    public void Note(TurnUpdate update)
    {
        switch (update)
        {
            case PermissionAskedUpdate asked:
                _permissions.Add(asked.Request.Id);
                break;
            case PermissionRepliedUpdate replied:
                _permissions.Remove(replied.RequestId);
                break;
            case QuestionAskedUpdate asked:
                _questions.Add(asked.Request.Id);
                break;
            case QuestionRepliedUpdate replied:
                _questions.Remove(replied.RequestId);
                break;
        }
    }
}
