using System.CommandLine;
using System.CommandLine.Completions;
using OpenCode.CommandLine.Mistakes;

namespace OpenCode.CommandLine.Commands;

/// <summary><c>help</c>: the same as <c>--help</c>, for those who try the word first.</summary>
public static class HelpCommand
{
    public static Command Create()
    {
        Argument<string?> name = new("command") { Arity = ArgumentArity.ZeroOrOne, Description = "The command; without it, the tool as a whole." };
        name.CompletionSources.Add(
            static context => context.ParseResult.RootCommandResult.Command.Subcommands.Select(static c => new CompletionItem(c.Name)));
        Command command = new("help", "Shows the options of a command, with examples.") { name };
        command.SetAction(result =>
        {
            Command root = result.RootCommandResult.Command;
            string? asked = result.GetValue(name);
            if (asked is not null && root.Subcommands.All(c => c.Name != asked))
            {
                result.InvocationConfiguration.Error.WriteLine(Mistake.NoCommand(asked, root));
                return ToolExitCodes.Usage;
            }

            return root.Parse(asked is null ? ["--help"] : [asked, "--help"]).Invoke(result.InvocationConfiguration);
        });
        return command;
    }
}
