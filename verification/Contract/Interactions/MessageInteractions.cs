namespace OpenCode.Verification.Contract.Interactions;

/// <summary>Prompts, messages and parts of the first API: one interaction for every variant that a server makes.</summary>
internal static class MessageInteractions
{
    private const string Hello = """{"parts":[{"type":"text","text":"hello"}]}""";

    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("session.prompt", "answers with a text") { Given = "a model that answers with a text", Body = Hello,
            Choose = Choose.At("/parts/*", "+StepStartPart+TextPart+StepFinishPart") },
        new("session.prompt", "answers after thinking") { Given = "a model that thinks", Body = Hello,
            Choose = Choose.At("/parts/*", "+ReasoningPart+TextPart") },
        new("session.prompt", "takes a file, an agent and settings")
        {
            Given = "a model that answers with a text",
            Body = """
                {"agent":"build","model":{"providerID":"scripted","modelID":"one"},"system":"Be brief.","tools":{"bash":false},
                 "parts":[{"type":"text","text":"look"},{"type":"file","mime":"text/plain","url":"data:text/plain;base64,aGVsbG8=","filename":"hello.txt"}]}
                """,
            Choose = Choose.At("/parts/*", "+TextPart"),
        },
        new("session.prompt", "answers with the error of the model") { Given = "a model that refuses", Body = Hello,
            Choose = Choose.At("/info/error", "ApiError") },
        new("session.prompt", "answers that its content was blocked") { Given = "a model that is blocked", Body = Hello,
            Choose = Choose.At("/info/error", "ContentFilterError") },
        new("session.prompt", "answers that the model kept to no schema")
        {
            Given = "a model that answers with a text",
            Body = """{"format":{"type":"json_schema","schema":{"type":"object"},"retryCount":0},"parts":[{"type":"text","text":"hello"}]}""",
            Choose = Choose.At("/info/error", "StructuredOutputError"),
        },
        new("session.prompt_async", "is accepted") { Given = "a session of its own", Body = Hello },
        new("session.command", "runs a command") { Given = "a model that answers with a text", Body = """{"command":"review","arguments":"nothing"}""",
            Choose = Choose.At("/parts/*", "+TextPart") },
        new("session.shell", "runs a shell command") { Given = "a session of its own", Body = """{"agent":"build","command":"echo shell"}""",
            Choose = Choose.At("/info", "AssistantMessage", "/parts/*", "+ToolPart", "/parts/*/state", "ToolStateCompleted") },
        new("session.messages", "has what both sides said") { Given = "a session with a conversation", Choose = OfTheUser("+TextPart") },
        new("session.messages", "has thoughts and a completed tool") { Given = "a session with a conversation",
            Choose = Tool("ToolStateCompleted", "+StepStartPart+ReasoningPart+ToolPart+StepFinishPart") },
        new("session.messages", "has a failed tool") { Given = "a session with a failed tool", Choose = Tool("ToolStateError") },
        new("session.messages", "has a running tool") { Given = "a session with a running tool", Choose = Tool("ToolStateRunning") },
        new("session.messages", "has a file") { Given = "a session with a file", Choose = OfTheUser("+FilePart") },
        new("session.messages", "has an aborted answer") { Given = "an aborted session",
            Choose = Choose.At("", "has", "/*/info", "AssistantMessage", "/*/info/error", "MessageAbortedError") },
        new("session.messages", "has a subtask") { Given = "a session with a subtask", Choose = OfTheUser("+SubtaskPart") },
        new("session.messages", "has a summary") { Given = "a summarised session", Choose = OfTheUser("+CompactionPart") },
        new("session.messages", "mentions an agent") { Given = "a session that mentions an agent", Choose = OfTheUser("+AgentPart") },
        new("session.messages", "mentions a file") { Given = "a session that mentions a file",
            Choose = OfTheUser("+FilePart", "/*/parts/*/source", "FileSource") },
        new("session.messages", "mentions a symbol") { Given = "a session that mentions a symbol",
            Choose = OfTheUser("+FilePart", "/*/parts/*/source", "SymbolSource") },
        new("session.messages", "has what was changed") { Given = "a session with a changed file",
            Choose = Choose.At("", "has", "/*/info", "AssistantMessage", "/*/parts/*", "+PatchPart") },
        new("session.messages", "has the last one only") { Given = "a session with a conversation", Query = """{"limit":1}""",
            Choose = Choose.At("/*/info", "AssistantMessage") },
        new("session.message", "is the user's") { Given = "a session with a note", Choose = Choose.At("/info", "UserMessage", "/parts/*", "TextPart") },
        new("session.message", "is the assistant's") { Given = "a session with a conversation",
            Choose = Choose.At("/info", "AssistantMessage", "/parts/*", "+StepStartPart") },
        new("session.deleteMessage", "is deleted") { Given = "a session with a note" },
        new("part.update", "is changed")
        {
            Given = "a session with a note",
            Body = """{"id":"${partID}","sessionID":"${sessionID}","messageID":"${messageID}","type":"text","text":"changed"}""",
            Choose = Choose.At("", "TextPart"),
        },
        new("part.delete", "is deleted") { Given = "a session with a note" },
    ];

    private static Dictionary<string, string> OfTheUser(string parts, params string[] more)
        => Choose.At(["", "has", "/*/info", "UserMessage", "/*/parts/*", parts, .. more]);

    private static Dictionary<string, string> Tool(string state, string parts = "+ToolPart") =>
        Choose.At("", "has", "/*/info", "AssistantMessage", "/*/parts/*", parts, "/*/parts/*/state", state);
}
