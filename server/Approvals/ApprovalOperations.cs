using OpenCode.Models;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Approvals;

/// <summary>Serves what clients ask and answer about permissions and questions.</summary>
/// <param name="desk">What is waited for.</param>
/// <param name="locations">Finds folders.</param>
internal sealed class ApprovalOperations(ApprovalDesk desk, LocationResolver locations) : IPermissionOperations, IQuestionOperations
{
    Task<IReadOnlyList<PermissionRequest>> IPermissionOperations.ListAsync(PermissionListCall call, CancellationToken cancellationToken)
        => Task.FromResult(desk.Permissions(locations.Find(call, call.Directory).Directory));

    public Task<bool> ReplyAsync(PermissionReplyCall call, CancellationToken cancellationToken) => Task.FromResult(
        desk.Reply(call.RequestId, call.Body.Reply, call.Body.Message) ? true : throw NoPermission(call.RequestId));

    public Task<bool> RespondAsync(PermissionRespondCall call, CancellationToken cancellationToken) => Task.FromResult(
        desk.Reply(call.PermissionId, PermissionReply.FromValue(call.Body.Response.Value), null) ? true : throw NoPermission(call.PermissionId));

    Task<IReadOnlyList<QuestionRequest>> IQuestionOperations.ListAsync(QuestionListCall call, CancellationToken cancellationToken)
        => Task.FromResult(desk.Questions(locations.Find(call, call.Directory).Directory));

    public Task<bool> ReplyAsync(QuestionReplyCall call, CancellationToken cancellationToken) => Task.FromResult(
        desk.Answer(call.RequestId, call.Body.Answers) ? true : throw NoQuestion(call.RequestId));

    public Task<bool> RejectAsync(QuestionRejectCall call, CancellationToken cancellationToken) => Task.FromResult(
        desk.Answer(call.RequestId, null) ? true : throw NoQuestion(call.RequestId));

    private static OperationException NoPermission(string id)
        => new(404, new PermissionNotFoundError { RequestId = id, Message = $"Permission request not found: {id}" });

    private static OperationException NoQuestion(string id)
        => new(404, new QuestionNotFoundError { RequestId = id, Message = $"Question request not found: {id}" });
}
