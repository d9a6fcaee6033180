using OpenCode.CommandLine;
using OpenCode.Ctl.Commands.Approvals;
using OpenCode.Ctl.Commands.Bench;
using OpenCode.Ctl.Commands.Prompts;
using OpenCode.Ctl.Commands.Servers;
using OpenCode.Ctl.Commands.Sessions;
using OpenCode.Ctl.Commands.Settings;
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
            SendCommand.Create(),
            RunCommand.Create(),
            WaitCommand.Create(),
            StreamCommand.Create(),
            WatchCommand.Create(),
            SessionsCommand.Create(),
            ChangingCommands.New(),
            ChangingCommands.Fork(),
            ReadingCommands.Chain(),
            ChangingCommands.Delete(),
            MessagesCommand.Create(),
            ReadingCommands.Last(),
            TailCommand.Create(),
            ReadingCommands.Todo(),
            ReadingCommands.Diff(),
            ReadingCommands.Children(),
            ChangingCommands.Share(),
            ChangingCommands.Summary(),
            ChangingCommands.Abort(),
            ApprovalCommands.Permissions(),
            ApprovalCommands.Approve(),
            ApprovalCommands.Reject(),
            ApprovalCommands.Answer(),
            PolicyCommands.Policy(),
            PolicyCommands.Test(),
            ConfigCommand.Create(),
            ModelsCommand.Create(),
            WorktreeCommand.Create(),
            BenchCommand.Create(),
        ],
        Note = CommandNotes.Root,
        Notes = CommandNotes.All,
    };
}
