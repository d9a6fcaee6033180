using OpenCode.CommandLine;
using OpenCode.Ctl.Commands.Bench;
using OpenCode.Ctl.Commands.Servers;
using OpenCode.Ctl.Help;

namespace OpenCode.Ctl;

/// <summary>The whole tool.</summary>
internal static class Occtl
{
    public static Tool Tool { get; } = new()
    {
        Name = "occtl",
        Description = "Many OpenCode servers and sessions from a terminal: start, prompt, wait, watch, approve, compare, clean up.",
        Commands = static () =>
        [
            StartCommand.Create(),
            StopCommand.Create(),
            ListCommand.Create(),
            StatusCommand.Create(),
            LogsCommand.Create(),
            AttachCommand.Create(),
            TouchCommand.Create(),
            CleanupCommand.Create(),
            AdoptCommand.Create(),
            BenchCommand.Create(),
        ],
        Note = CommandNotes.Root,
        Notes = CommandNotes.All,
    };
}
