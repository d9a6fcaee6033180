using System.CommandLine;
using OpenCode.CommandLine.Completion;

namespace OpenCode.CommandLine.Commands;

/// <summary><c>complete</c>: prints what makes a shell complete commands, options and values.</summary>
public static class CompleteCommand
{
    public static Command Create()
    {
        Option<string> shell = new("--shell")
        {
            Description = "Which shell: bash, zsh, fish or pwsh.",
            Required = true,
            HelpName = string.Join('|', CompletionScript.Shells),
            Validators =
            {
                static result =>
                {
                    if (result.Tokens is [{ Value: var name }] && !CompletionScript.Shells.Contains(name))
                        result.AddError($"--shell is '{name}'; there are bash, zsh, fish and pwsh.");
                },
            },
        };
        shell.CompletionSources.Add([.. CompletionScript.Shells]);
        Command command = new("complete", "Prints a script that makes a shell complete what you type.") { shell };
        command.SetAction(result => result.InvocationConfiguration.Output.Write(CompletionScript.Read(result.GetRequiredValue(shell),
            Tool.Of(result.RootCommandResult.Command).Name)));
        return command;
    }
}
