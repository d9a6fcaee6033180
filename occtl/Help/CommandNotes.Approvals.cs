using OpenCode.CommandLine.Help;

namespace OpenCode.Ctl.Help;

// Of commands about permissions and questions.
internal static partial class CommandNotes
{
    private static IEnumerable<(string Command, CommandNote Note)> Approvals =>
    [
        ("permissions", Note(
            "Lists the permissions and questions that wait.",
            ("occtl permissions", "Of all servers."),
            ("occtl permissions --server 1f82 --json", "For a script."))),
        ("approve", Note(
            "Permits what waits.",
            ("occtl approve", "The only one that waits."),
            ("occtl approve per_1f82 --always", "And whatever is like it."))),
        ("reject", Note(
            "Refuses what waits.",
            ("occtl reject --message \"Use the staging database.\"", "And says why, so that the agent goes on."),
            ("occtl reject --all", "All that wait."))),
        ("answer", Note(
            "Answers the questions of an agent.",
            ("occtl answer \"PostgreSQL\"", "With the label of an option, or a text."),
            ("occtl answer --dismiss", "With nothing."))),
        ("policy", Note(
            "Shows or adds rules for permissions of a session.",
            ("occtl policy", "Those of the newest session."),
            ("occtl policy ses_6d0f --rule \"allow:bash:npm test\" --rule \"deny:webfetch\"", "Adds two."))),
        ("test-permission", Note(
            "Says whether an agent may do something.",
            ("occtl test-permission bash \"git push\"", "With the rules of the usual agent."),
            ("occtl test-permission edit src/app.ts --agent plan", "With those of another."))),
    ];
}
