namespace OpenCode.Verification.Contract.Events;

/// <summary>The types of events that a scripted session provokes, by stream.</summary>
internal static class ProvokedEvents
{
    /// <summary>On <c>/event</c>, and on <c>/global/event</c> as well.</summary>
    public static IReadOnlyList<string> OfTheProject { get; } =
    [
        "catalog.updated", "command.executed", "file.watcher.updated", "integration.connection.updated", "integration.updated", "message.part.delta",
        "message.part.removed", "message.part.updated", "message.removed", "message.updated", "permission.asked", "permission.replied",
        "permission.v2.asked", "permission.v2.replied", "plugin.added", "project.directories.updated", "pty.created", "pty.deleted", "pty.updated",
        "question.asked", "question.rejected", "question.replied", "question.v2.asked", "question.v2.rejected", "question.v2.replied",
        "reference.updated", "server.connected", "server.instance.disposed", "session.compacted", "session.created", "session.deleted",
        "session.diff", "session.error", "session.idle", "session.next.agent.switched", "session.next.model.switched", "session.next.prompt.admitted",
        "session.next.prompted", "session.next.reasoning.delta", "session.next.reasoning.ended", "session.next.reasoning.started",
        "session.next.revert.cleared", "session.next.revert.committed", "session.next.revert.staged", "session.next.step.ended",
        "session.next.step.failed", "session.next.step.started", "session.next.text.delta", "session.next.text.ended", "session.next.text.started",
            "session.next.tool.called",
        "session.next.tool.failed", "session.next.tool.input.delta", "session.next.tool.input.ended", "session.next.tool.input.started",
        "session.next.tool.success", "session.status", "session.updated", "todo.updated", "tui.command.execute", "tui.prompt.append",
        "tui.session.select", "tui.toast.show",
    ];

    /// <summary>On <c>/global/event</c> only.</summary>
    public static IReadOnlyList<string> OfTheServer { get; } =
    [
        "global.disposed", "project.updated", "session.next.moved", "sync:message.part.removed.1", "sync:message.part.updated.1",
        "sync:message.removed.1", "sync:message.updated.1", "sync:session.created.1", "sync:session.deleted.1", "sync:session.next.agent.switched.1",
        "sync:session.next.model.switched.1", "sync:session.next.moved.1", "sync:session.next.prompt.admitted.1", "sync:session.next.prompted.1",
        "sync:session.next.reasoning.ended.1", "sync:session.next.reasoning.started.1", "sync:session.next.revert.cleared.1",
        "sync:session.next.revert.committed.1", "sync:session.next.revert.staged.1", "sync:session.next.step.ended.2", "sync:session.next.step.failed.2",
        "sync:session.next.step.started.1", "sync:session.next.text.ended.1", "sync:session.next.text.started.1", "sync:session.next.tool.called.1",
        "sync:session.next.tool.failed.1", "sync:session.next.tool.input.ended.1", "sync:session.next.tool.input.started.1",
        "sync:session.next.tool.success.1", "sync:session.updated.1", "workspace.status", "worktree.ready",
    ];

    /// <summary>On <c>/api/event</c>.</summary>
    public static IReadOnlyList<string> OfTheSecondApi { get; } =
    [
        "catalog.updated", "file.watcher.updated", "integration.connection.updated", "integration.updated", "message.part.removed",
        "message.part.updated", "message.updated", "permission.v2.asked", "permission.v2.replied", "plugin.added", "project.directories.updated",
        "pty.created", "pty.deleted", "pty.updated", "question.v2.asked", "question.v2.rejected", "question.v2.replied", "reference.updated",
        "server.connected", "session.created", "session.deleted", "session.next.agent.switched", "session.next.model.switched", "session.next.moved",
        "session.next.prompt.admitted", "session.next.prompted", "session.next.reasoning.delta", "session.next.reasoning.ended",
        "session.next.reasoning.started", "session.next.revert.cleared", "session.next.revert.committed", "session.next.revert.staged",
        "session.next.step.ended", "session.next.step.failed", "session.next.step.started", "session.next.text.delta", "session.next.text.ended",
            "session.next.text.started",
        "session.next.tool.called", "session.next.tool.failed", "session.next.tool.input.delta", "session.next.tool.input.ended",
        "session.next.tool.input.started", "session.next.tool.success", "session.updated",
    ];

    /// <summary>On <c>/api/session/{sessionID}/event</c>.</summary>
    public static IReadOnlyList<string> OfASession { get; } =
    [
        "session.next.prompt.admitted", "session.next.prompted", "session.next.step.started", "session.next.reasoning.started", "session.next.reasoning.ended",
        "session.next.tool.input.started", "session.next.tool.input.ended", "session.next.tool.called", "session.next.tool.success",
            "session.next.text.started",
        "session.next.text.ended", "session.next.step.ended",
    ];
}
