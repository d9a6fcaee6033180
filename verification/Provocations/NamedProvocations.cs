using System.Text.Json.Nodes;
using OpenCode.Core.Operations;

namespace OpenCode.Verification.Provocations;

/// <summary>What is asked of a session and a folder that are there, with names that are not: of agents, models, commands, files and messages.</summary>
/// <param name="isAsked">Which operations are asked.</param>
internal sealed class NamedProvocations(Func<Operation, bool> isAsked)
{
    private const string UnknownMessage = $"msg_{Identifiers.Rest}";
    private const string Parts = "\"parts\":[{\"type\":\"text\",\"text\":\"hello\"}]";
    private const string Model = "\"providerID\":\"unknown\",\"modelID\":\"unknown\"";

    private static readonly (Operation Operation, string What, string? Body)[] _ofSession =
    [
        (OperationCatalog.SessionPrompt, "to an unknown agent", $$"""{"agent":"nobody",{{Parts}}}"""),
        (OperationCatalog.SessionPrompt, "to an unknown model", $$"""{"model":{{{Model}}},{{Parts}}}"""),
        (OperationCatalog.SessionPrompt, "with a file that is not there",
            """{"noReply":true,"parts":[{"type":"file","mime":"text/plain","url":"file:///missing/file.txt"}]}"""),
        (OperationCatalog.SessionPrompt, "with a message id of another form", $$"""{"messageID":"nope",{{Parts}}}"""),
        (OperationCatalog.SessionPrompt, "without parts", """{"parts":[]}"""),
        (OperationCatalog.SessionPromptAsync, "to an unknown agent", $$"""{"agent":"nobody",{{Parts}}}"""),
        (OperationCatalog.SessionCommand, "of an unknown name", """{"command":"unknown","arguments":""}"""),
        (OperationCatalog.SessionCommand, "to an unknown agent", """{"command":"init","arguments":"","agent":"nobody"}"""),
        (OperationCatalog.SessionShell, "as an unknown agent", """{"agent":"nobody","command":"true"}"""),
        (OperationCatalog.SessionSummarize, "by an unknown model", $$"""{{{Model}}}"""),
        (OperationCatalog.SessionInit, "by an unknown model", $$"""{{{Model}},"messageID":"{{UnknownMessage}}"}"""),
        (OperationCatalog.SessionFork, "at an unknown message", $$"""{"messageID":"{{UnknownMessage}}"}"""),
        (OperationCatalog.SessionRevert, "to an unknown message", $$"""{"messageID":"{{UnknownMessage}}"}"""),
        (OperationCatalog.SessionUnrevert, "of nothing", null),
        (OperationCatalog.SessionShare, "where sharing is off", null),
        (OperationCatalog.SessionUnshare, "where sharing is off", null),
        (OperationCatalog.SessionUpdate, "with a time of another type", """{"time":{"archived":"yesterday"}}"""),
        (OperationCatalog.SessionMessage, "of an unknown id", null),
        (OperationCatalog.SessionDeleteMessage, "of an unknown id", null),
        (OperationCatalog.PartDelete, "of an unknown id", null),
        (OperationCatalog.PartUpdate, "of an unknown id",
            $$"""{"id":"prt_{{Identifiers.Rest}}","sessionID":"{sessionID}","messageID":"{{UnknownMessage}}","type":"text","text":"hello"}"""),
        (OperationCatalog.PermissionRespond, "of an unknown id", """{"response":"once"}"""),
        (OperationCatalog.V2SessionMessages, "of none", null),
        (OperationCatalog.V2SessionPrompt, "of another form", """{"prompt":{"text":1}}"""),
        (OperationCatalog.V2SessionSwitchAgent, "to an unknown one", """{"agent":"nobody"}"""),
        (OperationCatalog.V2SessionSwitchModel, "to an unknown one", """{"model":{"id":"unknown","providerID":"unknown"}}"""),
        (OperationCatalog.V2SessionRevertStage, "at an unknown message", $$"""{"messageID":"{{UnknownMessage}}"}"""),
        (OperationCatalog.V2SessionRevertClear, "of nothing", null),
        (OperationCatalog.V2SessionRevertCommit, "of nothing", null),
    ];

    private static readonly (Operation Operation, string What, string Query, string? Body)[] _ofFolder =
    [
        (OperationCatalog.FileRead, "of a file that is not there", "path=missing.txt", null),
        (OperationCatalog.FileRead, "of a folder", "path=.", null),
        (OperationCatalog.FileRead, "of a file outside", "path=..%2F..%2Fetc%2Fhosts", null),
        (OperationCatalog.FileList, "of a folder that is not there", "path=missing", null),
        (OperationCatalog.FindText, "for no regular expression", "pattern=%28", null),
        (OperationCatalog.ToolList, "of an unknown model", "provider=unknown&model=unknown", null),
        (OperationCatalog.V2FsList, "of a folder that is not there", "path=missing", null),
        (OperationCatalog.WorktreeCreate, "with a name that cannot be", "", """{"name":"../x"}"""),
        (OperationCatalog.WorktreeRemove, "of a folder that is none", "", """{"directory":"/missing"}"""),
        (OperationCatalog.WorktreeReset, "of a folder that is none", "", """{"directory":"/missing"}"""),
        (OperationCatalog.PtyCreate, "of a program that is not there", "", """{"command":"/missing/program"}"""),
        (OperationCatalog.V2PtyCreate, "of a program that is not there", "", """{"command":"/missing/program"}"""),
        (OperationCatalog.ExperimentalWorkspaceCreate, "by an unknown adapter", "", """{"type":"unknown","branch":null,"extra":null}"""),
        (OperationCatalog.TuiExecuteCommand, "of an unknown name", "", """{"command":"unknown"}"""),
        (OperationCatalog.McpAdd, "of a server that is not there", "", """{"name":"missing","config":{"type":"remote","url":"http://127.0.0.1:9/"}}"""),
    ];

    /// <summary>Whether anything is asked of a session's things.</summary>
    public bool NeedsSession => _ofSession.Any(p => isAsked(p.Operation));

    /// <summary>What is asked of a folder's things.</summary>
    public IEnumerable<Provocation> OfFolder => _ofFolder.Where(p => isAsked(p.Operation)).Select(static p => new Provocation(p.Operation, p.What)
    {
        Path = Identifiers.Fill(p.Operation, name => Identifiers.Unknown(p.Operation, name)),
        Query = p.Query,
    }.With(Parse(p.Body, "")));

    /// <summary>What is asked of a session's things.</summary>
    /// <param name="session">The session; it is of no use after.</param>
    public IEnumerable<Provocation> Of(string session) => _ofSession.Where(p => isAsked(p.Operation)).Select(p => new Provocation(p.Operation, p.What)
    {
        Path = Identifiers.Fill(p.Operation, name => name == "sessionID" ? session : Identifiers.Unknown(p.Operation, name)),
    }.With(Parse(p.Body, session)));

    private static JsonNode? Parse(string? body, string session)
        => body is null ? null : JsonNode.Parse(body.Replace("{sessionID}", session, StringComparison.Ordinal));
}
