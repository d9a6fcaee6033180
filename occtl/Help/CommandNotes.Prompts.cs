using OpenCode.CommandLine.Help;

namespace OpenCode.Ctl.Help;

// Of commands that send prompts and wait.
internal static partial class CommandNotes
{
    private static IEnumerable<(string Command, CommandNote Note)> Prompts =>
    [
        ("send", Note(
            "Sends a prompt, waits for the answer, and prints it.",
            ("occtl send \"Fix the failing test\" --auto --timeout 10m --budget 2", "With all permissions, and limits of time and money."),
            ("occtl send \"And now the docs\" --continue", "In the newest session."),
            ("occtl send \"List the endpoints\" --schema endpoints.schema.json --quiet", "Prints JSON that fits a schema."),
            ("occtl send \"Review this\" --to oc-1f82bba7,oc-2c03d9a1 --rule \"allow:bash:git *\"", "To two servers at the same time."))),
        ("run", Note(
            "A server for one prompt, and away again.",
            ("occtl run \"Explain this repository\"", "For the current directory."),
            ("occtl run \"Fix it\" --auto --version 1.18.33 --home home --json", "With a release and a home of its own, for a script."))),
        ("wait", Note(
            "Waits until sessions have nothing to do.",
            ("occtl wait --timeout 5m", "For the newest session; 124 when it takes longer."),
            ("occtl wait --any --waiting", "For one of all that work; 3 when one waits for somebody."),
            ("occtl wait last --text \"All tests pass\"", "Until the agent writes that."))),
        ("stream", Note(
            "Prints events as they come.",
            ("occtl stream --json", "Everything on the server, one JSON object a line."),
            ("occtl stream last --type session.*", "Of the newest session, and of some types."))),
        ("watch", Note(
            "A live table of all servers and sessions at work.",
            ("occtl watch", "Until Ctrl-C."),
            ("occtl watch --once --all", "Once, with sessions that have nothing to do."))),
    ];
}
