using OpenCode.CommandLine.Help;

namespace OpenCode.Ctl.Help;

// Of commands about how a server is set up.
internal static partial class CommandNotes
{
    private static IEnumerable<(string Command, CommandNote Note)> Settings =>
    [
        ("config", Note(
            "Shows how a server is set up.",
            ("occtl config permission", "Its rules for permissions."),
            ("occtl config agent --json", "Its agents, for a script."))),
        ("models", Note(
            "Lists the models that a server can use.",
            ("occtl models", "With the price of a million tokens."),
            ("occtl models anthropic --json", "Of one provider, for a script."))),
        ("worktree", Note(
            "Working trees of git, for agents side by side.",
            ("occtl worktree create try-1", "Makes one."),
            ("occtl worktree list", "Lists them."))),
        ("worktree create", Note(
            "Makes one, and prints its directory.",
            ("occtl worktree create try-1", "With a name."),
            ("occtl worktree create --timeout 30s --json", "For a script that does not wait for a hook of git."))),
        ("worktree run", Note(
            "A prompt in a working tree of its own.",
            ("occtl worktree run \"Try the other algorithm\" --auto", "And the tree stays."),
            ("occtl worktree run \"Does it build?\" --auto --remove", "And the tree goes."))),
        ("worktree list", Note(
            "Lists them.",
            ("occtl worktree list", "Their directories."),
            ("occtl worktree list --json", "For a script."))),
        ("worktree remove", Note(
            "Removes one, with what is in it.",
            ("occtl worktree remove try-1", "By its name."),
            ("occtl worktree remove /srv/worktrees/try-1 --server 1f82", "By its directory."))),
    ];
}
