using OpenCode.Verification.Contract.States;

namespace OpenCode.Verification.Contract.Interactions;

/// <summary>Projects: files, version control, worktrees, copies and workspaces.</summary>
internal static class ProjectInteractions
{
    private const string Patch =
        """{"patch":"diff --git a/patched.txt b/patched.txt\nnew file mode 100644\n--- /dev/null\n+++ b/patched.txt\n@@ -0,0 +1 @@\n+yes\n"}""";

    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("project.list", "lists the projects"),
        new("project.current", "knows the current project"),
        new("project.update", "renames a project") { Given = "a project", Body = """{"name":"renamed"}""", Choose = Choose.At("/name", "present") },
        new("project.directories", "lists the directories of a project") { Given = "a project" },
        new("project.initGit", "makes a folder a repository") { Given = "a folder without a repository", Query = """{"directory":"${directory}"}""" },
        new("experimental.projectCopy.generateName", "makes up a name") { Given = "a project", Body = """{"context":"fix the build"}""" },
        new("v2.projectCopy.create", "copies a project") { Given = "a project and a place for its copy",
            Body = """{"strategy":"git_worktree","directory":"${copy}","name":"copy"}""" },
        new("v2.projectCopy.remove", "removes a copy") { Given = "a copy of a project", Body = """{"directory":"${copy}","force":true}""" },
        new("v2.projectCopy.refresh", "looks for copies") { Given = "a project" },
        new("file.list", "lists a folder") { Query = """{"path":"."}""" },
        new("file.read", "reads a file") { Needs = ServerNeed.Project, Query = """{"path":"README.md"}""" },
        new("file.status", "lists changed files") { Choose = Choose.At("", "any") },
        new("find.files", "finds a file by its name") { Needs = ServerNeed.Project, Query = """{"query":"README"}""" },
        new("find.symbols", "finds symbols") { Query = """{"query":"Sandbox"}""", Choose = Choose.At("", "any") },
        new("find.text", "finds a text") { Needs = ServerNeed.Project, Query = """{"pattern":"Sandbox"}""" },
        new("vcs.get", "knows the branch") { Needs = ServerNeed.Project },
        new("vcs.status", "lists a changed file") { Given = "a changed file" },
        new("vcs.diff", "shows a changed file") { Given = "a changed file", Query = """{"mode":"git"}""" },
        new("vcs.diff.raw", "shows a changed file as git does") { Given = "a changed file", TextAnswer = ("text/x-diff", "") },
        new("vcs.apply", "applies a patch") { Needs = ServerNeed.Project, Given = "a clean project", Body = Patch },
        new("worktree.list", "lists a worktree") { Given = "a worktree" },
        new("worktree.create", "makes a worktree") { Needs = ServerNeed.Project, Given = "a clean project", Body = """{"name":"made"}""" },
        new("worktree.reset", "resets a worktree") { Given = "a worktree", Body = """{"directory":"${worktree}"}""" },
        new("worktree.remove", "removes a worktree") { Given = "a worktree", Body = """{"directory":"${worktree}"}""" },
        new("experimental.workspace.adapter.list", "lists the kinds of workspaces"),
        new("experimental.workspace.list", "lists a workspace") { Given = "a workspace" },
        new("experimental.workspace.create", "makes a workspace") { Needs = ServerNeed.Project, Given = "a clean project",
            Body = """{"type":"worktree","branch":null,"extra":null}""" },
        new("experimental.workspace.status", "knows how a workspace is") { Given = "a workspace" },
        new("experimental.workspace.syncList", "looks for workspaces"),
        new("experimental.workspace.remove", "removes a workspace") { Given = "a workspace" },
        new("experimental.workspace.warp", "moves a session into a workspace") { Given = "a workspace and a session",
            Body = """{"id":"${id}","sessionID":"${sessionID}"}""" },
        new("experimental.controlPlane.moveSession", "moves a session into another folder")
        {
            Given = "a session and a worktree", Body = """{"sessionID":"${sessionID}","destination":{"directory":"${worktree}"}}""",
        },
    ];
}
