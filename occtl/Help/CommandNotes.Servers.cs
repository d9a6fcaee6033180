using OpenCode.CommandLine.Help;

namespace OpenCode.Ctl.Help;

// Of commands about servers.
internal static partial class CommandNotes
{
    private static IEnumerable<(string Command, CommandNote Note)> Servers =>
    [
        ("start", Note(
            "Starts a server that goes on, and prints its id.",
            ("occtl start", "For the current directory, at the first free port from 9100 on."),
            ("occtl start --directory ../shop --version 1.18.33 --home home", "A release of its own, with sessions and credentials of its own."))),
        ("stop", Note(
            "Ends servers with all that they have started.",
            ("occtl stop oc-1f82bba7", "Ends one; the beginning of its id is enough."),
            ("occtl stop --all --force", "Kills all of them."))),
        ("list", Note(
            "Lists the servers, and what each is doing.",
            ("occtl list", "A table."),
            ("occtl list --json", "For a script."))),
        ("status", Note(
            "Says what a server is doing; 1 when it is dead.",
            ("occtl status", "Of the only one that runs."),
            ("occtl status 1f82 --json", "For a script."))),
        ("logs", Note(
            "Shows what a server has printed.",
            ("occtl logs --lines 20", "The last 20 lines."),
            ("occtl logs 1f82 --follow", "And what comes."))),
        ("attach", Note(
            "Opens OpenCode's own terminal interface on a server.",
            ("occtl attach", "On the only one that runs."),
            ("occtl attach 1f82 --session ses_6d0f", "With a session."))),
        ("touch", Note(
            "Keeps a server from being cleaned up.",
            ("occtl touch 1f82", "It counts as used now."),
            ("occtl touch", "The only one that runs."))),
        ("cleanup", Note(
            "Ends servers that nobody uses, never a busy one.",
            ("occtl cleanup --idle 2h", "Those that nobody has used for two hours, and dead ones."),
            ("occtl cleanup --idle 0 --force --dry-run", "What would go, if all had to."))),
        ("adopt", Note(
            "Makes a server known that somebody else started.",
            ("occtl adopt http://127.0.0.1:4096", "It can be prompted and watched; stopping it only forgets it."),
            ("occtl adopt https://agents.example --directory /srv/shop", "One on another machine."))),
    ];
}
