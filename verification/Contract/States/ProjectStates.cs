using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Core.Responses;
using OpenCode.Models;

namespace OpenCode.Verification.Contract.States;

/// <summary>The project and what is in it, terminals and keys.</summary>
internal static class ProjectStates
{
    public static IReadOnlyList<ProviderState> All { get; } =
    [
        new("a project", static async (context, token) => await ProjectAsync(context, token)),
        new("a clean project", CleanAsync),
        new("a folder without a repository", FolderAsync) { Needs = ServerNeed.Project },
        new("a changed file", ChangedFileAsync) { Needs = ServerNeed.Project },
        new("a worktree", static async (context, token) => new() { ["worktree"] = await WorktreeAsync(context, token) }) { Uses = "worktree.create" },
        new("a session and a worktree", SessionAndWorktreeAsync) { Uses = "worktree.create" },
        new("a workspace", WorkspaceAsync) { Uses = "experimental.workspace.create" },
        new("a workspace and a session", WorkspaceAndSessionAsync) { Uses = "experimental.workspace.create" },
        new("a workspace with a session", WorkspaceWithSessionAsync) { Uses = "experimental.workspace.create" },
        new("a project and a place for its copy", PlaceForCopyAsync) { Needs = ServerNeed.Project },
        new("a copy of a project", CopyAsync) { Needs = ServerNeed.Project },
        new("a terminal", TerminalAsync),
        new("a folder with a reference", ReferenceAsync) { Needs = ServerNeed.Project },
        new("an API key", ApiKeyAsync) { Uses = "auth.set" },
    ];

    private static async Task<StateValues> ProjectAsync(StateContext context, CancellationToken cancellationToken)
    {
        Project project = await context.Client.Project.Current.GetAsync(cancellationToken: cancellationToken);
        return new() { ["projectID"] = project.Id, ["directory"] = context.Directory };
    }

    /// <summary>What the request makes is removed afterwards, so that it can be made again.</summary>
    private static Task<StateValues> CleanAsync(StateContext context, CancellationToken cancellationToken)
    {
        if (context.HasProject)
        {
            context.OnTearDown(_ =>
            {
                File.Delete(Path.Combine(context.Directory, "patched.txt"));
                return Task.CompletedTask;
            });
        }

        return Task.FromResult(new StateValues());
    }

    private static Task<StateValues> FolderAsync(StateContext context, CancellationToken cancellationToken)
        => Task.FromResult(new StateValues { ["directory"] = NewFolder(context) });

    private static async Task<StateValues> ChangedFileAsync(StateContext context, CancellationToken cancellationToken)
    {
        string path = Path.Combine(context.Directory, "changed.txt");
        await File.WriteAllTextAsync(path, "new\n", cancellationToken);
        context.OnTearDown(_ =>
        {
            File.Delete(path);
            return Task.CompletedTask;
        });
        return [];
    }

    private static async Task<string> WorktreeAsync(StateContext context, CancellationToken cancellationToken)
    {
        Worktree worktree = await context.Client.Experimental.Worktree.PostAsync(
            new() { Name = $"aside-{Guid.NewGuid():N}"[..14] }, cancellationToken: cancellationToken);
        context.OnTearDown(token => context.Client.Experimental.Worktree.DeleteAsync(new() { Directory = worktree.Directory }, cancellationToken: token));
        return worktree.Directory;
    }

    private static async Task<StateValues> SessionAndWorktreeAsync(StateContext context, CancellationToken cancellationToken) => new()
    {
        ["sessionID"] = await SessionStates.CreateAsync(context, cancellationToken),
        ["worktree"] = await WorktreeAsync(context, cancellationToken),
    };

    private static async Task<StateValues> WorkspaceAsync(StateContext context, CancellationToken cancellationToken)
    {
        // Releases before 1.17 want the nulls written out.
        using StringContent body = new("""{"type":"worktree","branch":null,"extra":null}""", Encoding.UTF8, "application/json");
        RawResponse answer = await context.Client.SendRawAsync(HttpMethod.Post, "/experimental/workspace", body, cancellationToken: cancellationToken);
        answer.EnsureSuccess();
        string id = JsonNode.Parse(answer.Body.Span)?["id"]?.GetValue<string>() ?? throw new StateException("The new workspace has no id");
        context.OnTearDown(token => context.Client.Experimental.Workspace[id].DeleteAsync(cancellationToken: token));
        return new() { ["id"] = id };
    }

    private static async Task<StateValues> WorkspaceAndSessionAsync(StateContext context, CancellationToken cancellationToken)
    {
        StateValues values = await WorkspaceAsync(context, cancellationToken);
        values["sessionID"] = await SessionStates.CreateAsync(context, cancellationToken);
        return values;
    }

    private static async Task<StateValues> WorkspaceWithSessionAsync(StateContext context, CancellationToken cancellationToken)
    {
        StateValues values = await WorkspaceAndSessionAsync(context, cancellationToken);
        await context.Client.Experimental.Workspace.Warp.PostAsync(new() { Id = values["id"], SessionId = values["sessionID"] },
            cancellationToken: cancellationToken);
        values["workspace"] = values["id"];
        return values;
    }

    private static async Task<StateValues> PlaceForCopyAsync(StateContext context, CancellationToken cancellationToken)
    {
        StateValues values = await ProjectAsync(context, cancellationToken);
        values["copy"] = NewFolder(context);
        return values;
    }

    private static async Task<StateValues> CopyAsync(StateContext context, CancellationToken cancellationToken)
    {
        StateValues values = await PlaceForCopyAsync(context, cancellationToken);
        var copy = await context.Client.Experimental.Project[values["projectID"]].Copy.PostAsync(
            new() { Strategy = "git_worktree", Directory = values["copy"], Name = "copy" }, cancellationToken: cancellationToken);
        values["copy"] = copy.Directory;
        return values;
    }

    private static async Task<StateValues> TerminalAsync(StateContext context, CancellationToken cancellationToken)
    {
        Pty terminal = await context.Client.Pty.PostAsync(new(), cancellationToken: cancellationToken);
        context.OnTearDown(token => context.Client.Pty[terminal.Id].DeleteAsync(cancellationToken: token));
        return new() { ["ptyID"] = terminal.Id };
    }

    private static async Task<StateValues> ReferenceAsync(StateContext context, CancellationToken cancellationToken)
    {
        string folder = NewFolder(context);
        await File.WriteAllTextAsync(Path.Combine(folder, "opencode.json"), """{ "references": { "notes": { "path": "." } } }""", cancellationToken);
        return new() { ["directory"] = folder };
    }

    private static async Task<StateValues> ApiKeyAsync(StateContext context, CancellationToken cancellationToken)
    {
        await context.Client.Auth["elsewhere"].PutAsync(new ApiAuth { Key = "not-a-real-key" }, cancellationToken: cancellationToken);
        return [];
    }

    private static string NewFolder(StateContext context) => Directory.CreateDirectory(Path.Combine(context.Aside, Guid.NewGuid().ToString("N"))).FullName;
}
