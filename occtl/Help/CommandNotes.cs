using OpenCode.CommandLine.Help;

namespace OpenCode.Ctl.Help;

/// <summary>Examples and exit codes of all commands.</summary>
internal static partial class CommandNotes
{
    /// <summary>The exit codes that mean the same with every command.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Usual { get; } =
    [
        (ExitCodes.Success, "what was asked for was done"),
        (ExitCodes.Failed, "a turn did not complete, a check failed, or what was asked is not so"),
        (ExitCodes.Waits, "a permission or a question waits for somebody"),
        (ExitCodes.Usage, "the command line is wrong"),
        (ExitCodes.Files, "a file, or the store, could not be read or written"),
        (ExitCodes.NotFound, "there is no such server, session or request"),
        (ExitCodes.Unreachable, "a server could not be started or reached, or refused"),
        (ExitCodes.Defect, "the tool itself is broken"),
        (ExitCodes.TimedOut, "the time limit was reached"),
        (ExitCodes.Interrupted, "somebody pressed Ctrl-C"),
    ];

    public static CommandNote Root { get; } = new(
        "",
        [
            ("occtl start", "Starts a server for this directory, and prints its id."),
            ("occtl send \"Fix the failing test\" --auto --timeout 10m", "Prompts it, and waits for the answer."),
            ("occtl watch", "A live table of all servers and sessions."),
            ("occtl run \"Explain this repository\"", "A server for one prompt, and away again."),
            ("occtl bench tasks.json", "Models, tasks and repeats on warm servers, with figures."),
        ],
        Usual);

    public static IReadOnlyDictionary<string, CommandNote> All { get; }
        = new[] { Servers, Prompts, Sessions, Approvals, Settings, Benchmarks }.SelectMany(static n => n)
            .ToDictionary(static n => n.Command, static n => n.Note, StringComparer.Ordinal);

    private static CommandNote Note(string summary, params (string CommandLine, string Does)[] examples) => new(summary, examples, []);
}
