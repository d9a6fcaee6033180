using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;

namespace OpenCode.Verification.Contract.Interactions;

/// <summary>What servers refuse, one interaction for every kind of refusal and every place where its body is another one.</summary>
internal static class ErrorInteractions
{
    private const string Hello = """{"parts":[{"type":"text","text":"hello"}]}""";

    private static readonly Dictionary<string, string> _unknownSession = Choose.Path("sessionID", "ses_unknown");
    private static readonly Dictionary<string, string> _malformedSession = Choose.Path("sessionID", "nope");

    public static IReadOnlyList<Interaction> All { get; } =
    [
        // 400
        new("vcs.apply", "refuses what is no patch") { Body = """{"patch":"nonsense"}""", Status = 400, Error = "VcsApplyError" },
        new("v2.session.get", "refuses a malformed id") { Path = _malformedSession, Status = 400, Error = "InvalidRequestError" },
        new("v2.session.history", "refuses a malformed sequence number") { Given = "a session of the second API", Query = """{"after":"x"}""", Status = 400,
            Error = "InvalidRequestError" },
        new("global.upgrade", "refuses a release that there is not")
        {
            Body = """{"target":"0.0.0-none"}""", Status = 400,
                Answer = new JsonObject { ["success"] = Matching.Exactly(false), ["error"] = Matching.Type("error") },
        },

        // 401
        new("session.list", "refuses a stranger") { Status = 401 },
        new("global.health", "refuses a stranger") { Status = 401 },
        new("v2.session.list", "refuses a stranger") { Status = 401, Error = "UnauthorizedError" },

        // 404
        new("session.get", "does not find an unknown session") { Path = _unknownSession, Status = 404, Error = "NotFoundError" },
        new("session.delete", "does not find an unknown session") { Path = _unknownSession, Status = 404, Error = "NotFoundError" },
        new("session.prompt", "does not find an unknown session") { Path = _unknownSession, Body = Hello, Status = 404, Error = "NotFoundError" },
        new("session.message", "does not find an unknown message") { Given = "a session", Path = Choose.Path("messageID", "msg_unknown"), Status = 404,
            Error = "NotFoundError" },
        new("pty.get", "does not find an unknown terminal") { Path = Choose.Path("ptyID", "pty_unknown"), Status = 404, Error = "PtyNotFoundError" },
        new("mcp.connect", "does not find an unknown server") { Path = Choose.Path("name", "unknown"), Status = 404, Error = "McpServerNotFoundError" },
        new("question.reject", "does not find an unknown question") { Path = Choose.Path("requestID", "que_unknown"), Status = 404,
            Error = "QuestionNotFoundError" },
        new("permission.reply", "does not find an unknown permission") { Path = Choose.Path("requestID", "per_unknown"), Body = """{"reply":"once"}""",
            Status = 404, Error = "PermissionNotFoundError" },
        new("v2.session.get", "does not find an unknown session") { Path = _unknownSession, Status = 404, Error = "SessionNotFoundError" },
        new("v2.session.message", "does not find an unknown message") { Given = "a session of the second API", Path = Choose.Path("messageID", "msg_unknown"),
            Status = 404, Error = "MessageNotFoundError" },
        new("v2.pty.get", "does not find an unknown terminal") { Path = Choose.Path("ptyID", "pty_unknown"), Status = 404, Error = "PtyNotFoundError" },
        new("v2.provider.get", "does not find an unknown provider") { Path = Choose.Provider("unknown"), Status = 404, Error = "ProviderNotFoundError" },

        // 409
        new("session.shell", "refuses a busy session") { Given = "a busy session", Body = """{"agent":"build","command":"echo shell"}""", Status = 409,
            Error = "SessionBusyError" },

        // 500, which only the repaired document has
        new("session.get", "fails on a malformed id") { Path = _malformedSession, Status = 500, Answer = Unknown },
        new("session.prompt", "fails on an unknown agent") { Given = "a session of its own",
            Body = """{"agent":"nobody","parts":[{"type":"text","text":"hello"}]}""", Status = 500, Answer = Unknown },

        // 503
        new("v2.session.wait", "is not available yet") { Given = "a session of the second API", Status = 503, Error = "ServiceUnavailableError" },
        new("v2.session.compact", "is not available yet") { Given = "a session of the second API", Status = 503, Error = "ServiceUnavailableError" },
    ];

    private static JsonObject Unknown => new()
    {
        ["name"] = Matching.Exactly("UnknownError"),
        ["data"] = new JsonObject { ["message"] = Matching.Type("message") },
    };
}
