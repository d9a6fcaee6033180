namespace OpenCode.Contract.Tests.Consumer.Interactions;

/// <summary>Sessions of the second API, with their permissions and questions.</summary>
internal static class ApiSessionInteractions
{
    private const string Session = "a session of the second API";
    private const string Conversation = "a conversation of the second API";

    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("v2.session.list", "lists a session") { Given = Session },
        new("v2.session.create", "begins") { Given = "a project", Body = """{"location":{"directory":"${directory}"}}""" },
        new("v2.session.active", "lists the busy sessions"),
        new("v2.session.get", "is found") { Given = Session },
        new("v2.session.switchAgent", "takes another agent") { Given = Session, Body = """{"agent":"plan"}""" },
        new("v2.session.switchModel", "takes another model") { Given = Session, Body = """{"model":{"id":"one","providerID":"scripted"}}""" },
        new("v2.session.prompt", "is accepted") { Given = Session, Body = """{"prompt":{"text":"hello"}}""" },
        new("v2.session.interrupt", "is interrupted") { Given = Session },
        new("v2.session.revert.stage", "is reverted for a look") { Given = Conversation + " of its own", Body = """{"messageID":"${messageID}"}""" },
        new("v2.session.revert.clear", "is restored") { Given = "a staged revert" },
        new("v2.session.revert.commit", "is reverted for good") { Given = "a staged revert" },
        new("v2.session.context", "has what the model sees") { Given = Conversation },
        new("v2.session.history", "has its past") { Given = Conversation },
        new("v2.session.history", "has a part of its past") { Given = Conversation, Query = """{"limit":"2","after":"1"}""" },
        new("v2.session.message", "is the user's") { Given = Conversation, Choose = Choose.At("/data", "SessionMessageUser") },
        new("v2.session.messages", "has what both sides said") { Given = Conversation },
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
}
