using OpenCode.CommandLine.Help;

namespace OpenCode.Ctl.Help;

// Of commands about sessions.
internal static partial class CommandNotes
{
    private static IEnumerable<(string Command, CommandNote Note)> Sessions =>
    [
        ("sessions", Note(
            "Lists sessions, each below the one it works for.",
            ("occtl sessions", "Of the only server that runs."),
            ("occtl sessions --everywhere", "Also those in working trees and other directories."),
            ("occtl sessions --all --active --json", "Those of all servers that work, for a script."))),
        ("new", Note(
            "Makes a session, and prints its id.",
            ("occtl new --title \"Nightly review\"", "With a title."),
            ("occtl new --rule \"deny:edit\" --rule \"allow:bash:git *\"", "With rules for permissions that it keeps."))),
        ("fork", Note(
            "Makes a session of its own out of another.",
            ("occtl fork", "Of the newest one."),
            ("occtl fork ses_6d0f --message msg_1f82", "Without a message and all after it."))),
        ("chain", Note(
            "Lists a session after those that it works for.",
            ("occtl chain ses_6d0f", "The first one first."),
            ("occtl chain --json", "For a script."))),
        ("delete", Note(
            "Stops sessions and deletes them.",
            ("occtl delete ses_6d0f", "One; the beginning of its id is enough."),
            ("occtl delete ses_6d0f ses_7a11 --server 1f82", "Two."))),
        ("messages", Note(
            "Prints the conversation of a session.",
            ("occtl messages --compact", "A line a message."),
            ("occtl messages ses_6d0f --role user --search \"test\"", "Some of them."),
            ("occtl messages --json --output session.json", "Into a file."))),
        ("last", Note(
            "Prints the agent's last answer.",
            ("occtl last", "In the newest session."),
            ("occtl last ses_6d0f --json", "For a script."))),
        ("tail", Note(
            "Prints the last messages, and those that come.",
            ("occtl tail --limit 3", "The last three."),
            ("occtl tail --follow --until-idle --full", "Until the session has nothing to do, with all that tools gave back."))),
        ("todo", Note(
            "Prints the agent's list of things to do.",
            ("occtl todo", "Of the newest session."),
            ("occtl todo ses_6d0f --json", "For a script."))),
        ("diff", Note(
            "Prints what a turn has changed in files.",
            ("occtl diff", "The newest turn."),
            ("occtl diff ses_6d0f --message msg_1f82", "Another one."))),
        ("children", Note(
            "Lists the sessions of sub-agents.",
            ("occtl children", "Of the newest session."),
            ("occtl children ses_6d0f --json", "For a script."))),
        ("share", Note(
            "Publishes a session, and prints its address.",
            ("occtl share", "The newest one."),
            ("occtl share ses_6d0f --remove", "Takes the page away."))),
        ("summary", Note(
            "Replaces a conversation by a summary.",
            ("occtl summary", "With the model of the last answer."),
            ("occtl summary ses_6d0f --model anthropic/claude-haiku-4-5", "With another one."))),
        ("abort", Note(
            "Stops what a session and its sub-agents are doing.",
            ("occtl abort", "The newest one."),
            ("occtl abort ses_6d0f", "Another one."))),
    ];
}
