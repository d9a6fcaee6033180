namespace OpenCode.Verification.Contract.Interactions;

/// <summary>Sessions of the first API.</summary>
internal static class SessionInteractions
{
    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("session.create", "begins with a title") { Body = """{"title":"fix the build"}""" },
        new("session.create", "begins with nothing") { Body = "{}" },
        new("session.list", "lists a session") { Given = "a session" },
        new("session.list", "lists by limit and root") { Given = "a session", Query = """{"limit":1,"roots":true}""" },
        new("experimental.session.list", "lists a session") { Given = "a session" },
        new("session.status", "lists a busy session") { Given = "a busy session", Choose = Choose.At("/*", "SessionStatusBusy") },
        new("session.status", "lists a session that tries again") { Given = "a session whose model is out of order",
            Choose = Choose.At("/*", "SessionStatusRetry") },
        new("session.get", "is found") { Given = "a session" },
        new("session.delete", "is deleted") { Given = "a session of its own" },
        new("session.update", "is renamed") { Given = "a session of its own", Body = """{"title":"renamed"}""" },
        new("session.children", "has a child") { Given = "a session with a child" },
        new("session.todo", "has a to-do") { Given = "a session with a to-do" },
        new("session.diff", "has differences") { Given = "a session with a conversation", Choose = Choose.At("", "any") },
        new("session.fork", "is copied") { Given = "a session with a note", Body = "{}" },
        new("session.abort", "is aborted") { Given = "a session of its own" },
        new("session.init", "explains the project to itself")
        {
            Given = "a session with a note", Body = """{"modelID":"one","providerID":"scripted","messageID":"${newMessageID}"}""",
        },
        new("session.summarize", "is summarised") { Given = "a session with a conversation of its own",
            Body = """{"providerID":"scripted","modelID":"one"}""" },
        new("session.revert", "is reverted") { Given = "a session with a note", Body = """{"messageID":"${messageID}"}""",
            Choose = Choose.At("/revert", "present") },
        new("session.unrevert", "is restored") { Given = "a reverted session" },
        new("experimental.session.background", "lets its tools run on") { Given = "a session of its own" },
        new("session.unshare", "is not shared any more") { Given = "a session of its own" },
        new("sync.start", "begins to share changes"),
        new("sync.history.list", "lists the past of every session") { Given = "a session", Body = "{}" },
        new("sync.steal", "takes a session over") { Given = "a workspace with a session", Query = """{"workspace":"${workspace}"}""",
            Body = """{"sessionID":"${sessionID}"}""" },
        new("sync.replay", "takes over what another server did")
        {
            Given = "an event of another server",
            Body = """
                {"directory":"${directory}","events":[{"id":"${eventID}","aggregateID":"${sessionID}","seq":0,"type":"session.created.1","data":{"sessionID":"${sessionID}",
                 "info":{"id":"${sessionID}","slug":"mighty-garden","projectID":"${projectID}","directory":"${directory}","path":"","cost":0,
                  "tokens":{"input":0,"output":0,"reasoning":0,"cache":{"read":0,"write":0}},"title":"elsewhere","version":"1.18.33","time":{"created":1767225600000,"updated":1767225600000}}}}]}
                """,
        },
    ];
}
