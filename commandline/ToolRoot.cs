using System.CommandLine;
using System.CommandLine.Help;
using OpenCode.CommandLine.Commands;
using OpenCode.CommandLine.Help;

namespace OpenCode.CommandLine;

/// <summary>Puts the commands of a tool together.</summary>
public static class ToolRoot
{
    /// <summary>All commands.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="width">How many characters fit into a line of the help.</param>
    public static ToolCommand CreateRoot(this Tool tool, int width)
    {
        ToolCommand root = new(tool) { HelpName = tool.Name };
        foreach (Command command in tool.Commands()) root.Subcommands.Add(command);
        root.Subcommands.Add(CompleteCommand.Create());
        root.Subcommands.Add(HelpCommand.Create());
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpPage(width);

        // Where paths begin with a slash, /h is one.
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        root.SetAction(result => Overview.Write(root, result.InvocationConfiguration.Output, width));
        return root;
    }
}
