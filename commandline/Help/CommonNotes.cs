using System.CommandLine;

namespace OpenCode.CommandLine.Help;

/// <summary>What the help says of the commands that every tool has.</summary>
public static class CommonNotes
{
    public static CommandNote? Of(Command command, string tool) => command.Name switch
    {
        "complete" => new(
            "Prints what makes a shell complete commands and options.",
            [
                ($"eval \"$({tool} complete --shell bash)\"", "A line for ~/.bashrc."),
                ($"eval \"$({tool} complete --shell zsh)\"", "A line for ~/.zshrc, below compinit."),
                ($"{tool} complete --shell fish | source", "A line for ~/.config/fish/config.fish."),
                ($"{tool} complete --shell pwsh | Out-String | Invoke-Expression", "A line for $PROFILE."),
            ],
            []),
        "help" => new(
            "Shows the options of a command, with examples.",
            [($"{tool} help complete", $"The same as '{tool} complete --help'."), ($"{tool} help", "All commands, and the exit codes.")],
            []),
        _ => null,
    };
}
