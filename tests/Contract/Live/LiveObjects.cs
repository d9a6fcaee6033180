using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Objects that exist on the server, for path and query parameters that need one.</summary>
public sealed class LiveObjects
{
    private LiveObjects(IReadOnlyDictionary<string, string> version1, IReadOnlyDictionary<string, string> version2) =>
        (Version1, Version2) = (version1, version2);

    /// <summary>Values by the name of the path parameter, for operations outside <c>/api</c>.</summary>
    public IReadOnlyDictionary<string, string> Version1 { get; }

    /// <summary>Values by the name of the path parameter, for operations under <c>/api</c>.</summary>
    public IReadOnlyDictionary<string, string> Version2 { get; }

    public static async Task<LiveObjects> CreateAsync(LiveServer server)
    {
        OpenCodeClient client = server.Client;
        OpenCodeSandbox sandbox = server.Sandbox;
        CancellationToken cancellationToken = LiveServer.Cancellation;
        Session session = await client.Session.PostAsync(new() { Title = "Everything" }, cancellationToken: cancellationToken);
        EnqueueEveryKindOfPart(sandbox.Model);
        SessionPromptResponse reply = await client.Session[session.Id].Message.PostAsync(
            new() { Parts = [new TextPartInput { Text = "Use every kind of part." }] }, cancellationToken: cancellationToken);
        await client.Session.PostAsync(new() { Title = "A child", ParentId = session.Id }, cancellationToken: cancellationToken);
        Pty pty = await client.Pty.PostAsync(new() { Title = "Quiet" }, cancellationToken: cancellationToken);
        Project project = await client.Project.Current.GetAsync(cancellationToken: cancellationToken);

        string second = await ApiPrompt.RunAsync(client, sandbox, cancellationToken);
        V2PtyCreateResponse secondPty = await client.Api.Pty.PostAsync(new(), cancellationToken: cancellationToken);
        SessionMessagesResponse messages = await client.Api.Session[second].Message.GetAsync(cancellationToken: cancellationToken);
        V2SessionPermissionCreateResponse permission = await client.Api.Session[second].Permission.PostAsync(
            new() { Action = "webfetch", Resources = ["http://127.0.0.1/"] }, cancellationToken: cancellationToken);
        await SavePermissionAsync(client, second, cancellationToken);
        string asking = await PendingQuestions.LeaveAsync(server);
        await client.Experimental.Worktree.PostAsync(new() { Name = "aside" }, cancellationToken: cancellationToken);
        V2IntegrationListResponse integrations = await client.Api.Integration.GetAsync(cancellationToken: cancellationToken);
        return new LiveObjects(
            new Dictionary<string, string>
            {
                ["sessionID"] = session.Id,
                ["messageID"] = reply.Info.Id,
                ["ptyID"] = pty.Id,
                ["projectID"] = project.Id,
            },
            new Dictionary<string, string>
            {
                ["sessionID"] = second,
                ["messageID"] = ApiPrompt.IdOf(messages.Data[0]),
                ["ptyID"] = secondPty.Data.Id,
                ["providerID"] = "scripted",
                ["integrationID"] = integrations.Data[0].Id,
                ["requestID"] = permission.Data.Id,
                ["attemptID"] = "att_unknown",
                ["askingSessionID"] = asking,
            });
    }

    private static async Task SavePermissionAsync(OpenCodeClient client, string session, CancellationToken cancellationToken)
    {
        var permissions = client.Api.Session[session].Permission;
        V2SessionPermissionCreateResponse asked = await permissions.PostAsync(
            new() { Action = "webfetch", Resources = ["http://127.0.0.1/saved"], Save = ["http://127.0.0.1/saved"] },
            cancellationToken: cancellationToken);
        await permissions[asked.Data.Id].Reply.PostAsync(new() { Reply = PermissionReply.Always }, cancellationToken: cancellationToken);
    }

    private static void EnqueueEveryKindOfPart(ScriptedModel model) => model.Enqueue(
        new ModelTurn().Reasoning("I should plan.").ToolCall(
            "todowrite", new { todos = new[] { new { content = "Look around", status = "in_progress", priority = "high", id = "1" } } }),
        new ModelTurn().ToolCall("bash", new { command = "echo changed > notes.txt", description = "Write a file" }),
        new ModelTurn().Text("Done."));
}
