using OpenCode.Verification.Contract.States;

namespace OpenCode.Verification.Contract.Interactions;

/// <summary>Sessions of the second API, with their permissions and questions.</summary>
internal static class ApiSessionInteractions
{
    private const string Session = "a session of the second API";
    private const string Conversation = "a conversation of the second API";
    private const string Changed = "a conversation of the second API with another agent, another model and a failed tool";

    // What a prompt with thoughts, a tool and a text leaves behind.
    private const string Past =
        "+SessionNextPromptAdmitted+SessionNextPrompted+SessionNextStepStarted+SessionNextReasoningStarted+SessionNextReasoningEnded"
        + "+SessionNextToolInputStarted+SessionNextToolInputEnded+SessionNextToolCalled+SessionNextToolSuccess+SessionNextTextStarted"
        + "+SessionNextTextEnded+SessionNextStepEnded";

    private static readonly Dictionary<string, string> _bothSides =
        Choose.At("/data/*", "+SessionMessageUser+SessionMessageAssistant", "/data/*/content/*", "+SessionMessageAssistantText");

    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("v2.session.list", "lists a session") { Given = Session },
        new("v2.session.create", "begins") { Given = "a project", Body = """{"location":{"directory":"${directory}"}}""" },
        new("v2.session.active", "lists the busy sessions"),
        new("v2.session.get", "is found") { Given = Session },
        new("v2.session.switchAgent", "takes another agent") { Given = Session, Body = """{"agent":"plan"}""" },
        new("v2.session.switchModel", "takes another model") { Needs = ServerNeed.Project, Given = Session,
            Body = """{"model":{"id":"one","providerID":"scripted"}}""" },
        new("v2.session.prompt", "is accepted") { Given = Session, Body = """{"prompt":{"text":"hello"}}""" },
        new("v2.session.interrupt", "is interrupted") { Given = Session },
        new("v2.session.revert.stage", "is reverted for a look") { Given = Conversation + " of its own", Body = """{"messageID":"${messageID}"}""" },
        new("v2.session.revert.clear", "is restored") { Given = "a staged revert" },
        new("v2.session.revert.commit", "is reverted for good") { Given = "a staged revert" },
        new("v2.session.context", "has what the model sees") { Given = Conversation, Choose = _bothSides },
        new("v2.session.history", "has its past") { Given = Conversation, Choose = Choose.At("/data/*", Past, "/data/*/data/content/*", "+ToolTextContent") },
        new("v2.session.history", "has another agent and another model") { Given = Changed,
            Choose = Choose.At("/data/*", "+SessionNextAgentSwitched+SessionNextModelSwitched") },
        new("v2.session.history", "has a failed tool") { Given = Changed, Choose = Choose.At("/data/*", "+SessionNextToolFailed") },
        new("v2.session.history", "has a part of its past")
        {
            Given = Conversation, Query = """{"limit":"2","after":"1"}""", Choose = Choose.At("/data/*", "+SessionNextPrompted+SessionNextStepStarted"),
        },
        new("v2.session.message", "is the user's") { Given = Conversation, Choose = Choose.At("/data", "SessionMessageUser") },
        new("v2.session.message", "is the assistant's")
        {
            Given = Conversation,
            Path = Choose.Path("messageID", "${answerID}"),
            Choose = Choose.At("/data", "SessionMessageAssistant", "/data/content/*", "+SessionMessageAssistantText"),
        },
        new("v2.session.messages", "has what both sides said") { Given = Conversation, Choose = _bothSides },
        new("v2.session.messages", "has thoughts and a completed tool")
        {
            Given = Conversation,
            Choose = Choose.At(
                "/data/*", "+SessionMessageAssistant", "/data/*/content/*", "+SessionMessageAssistantReasoning+SessionMessageAssistantTool",
                "/data/*/content/*/state", "SessionMessageToolStateCompleted", "/data/*/content/*/state/content/*", "+ToolTextContent"),
        },
        new("v2.session.messages", "has a failed tool") { Given = Changed, Choose = Tool("SessionMessageToolStateError") },
        new("v2.session.messages", "has a running tool") { Given = "a running tool of the second API", Choose = Tool("SessionMessageToolStateRunning") },
        new("v2.session.messages", "has another agent and another model") { Given = Changed,
            Choose = Choose.At("/data/*", "+SessionMessageAgentSwitched+SessionMessageModelSwitched") },
        new("v2.session.messages", "has the error of the model") { Given = "a conversation of the second API whose model refuses",
            Choose = Choose.At("/data/*", "+SessionMessageAssistant", "/data/*/error", "present") },
        new("v2.session.permission.create", "asks") { Given = Session, Body = """{"action":"webfetch","resources":["http://127.0.0.1/"]}""" },
        new("v2.session.permission.list", "lists a pending permission") { Given = "a pending permission of the second API" },
        new("v2.session.permission.get", "is found") { Given = "a pending permission of the second API" },
        new("v2.session.permission.reply", "is granted") { Given = "a pending permission of the second API", Body = """{"reply":"once"}""" },
        new("v2.permission.request.list", "lists a pending permission") { Given = "a pending permission of the second API" },
        new("v2.permission.saved.list", "lists a saved permission") { Given = "a saved permission" },
        new("v2.permission.saved.remove", "is removed") { Given = "a saved permission" },
        new("v2.question.request.list", "lists a pending question") { Given = "a pending question of the second API" },
        new("v2.session.question.list", "lists a pending question") { Given = "a pending question of the second API" },
        new("v2.session.question.reply", "takes an answer") { Given = "a pending question of the second API", Body = """{"answers":[["Yes"]]}""" },
        new("v2.session.question.reject", "takes a refusal") { Given = "a pending question of the second API" },
    ];

    private static Dictionary<string, string> Tool(string state) =>
        Choose.At("/data/*", "+SessionMessageAssistant", "/data/*/content/*", "+SessionMessageAssistantTool", "/data/*/content/*/state", state);
}
