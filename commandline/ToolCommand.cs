using System.CommandLine;

namespace OpenCode.CommandLine;

/// <summary>The root of a tool's commands, which knows the tool.</summary>
/// <param name="tool">The tool.</param>
internal sealed class ToolCommand(Tool tool) : RootCommand(tool.Description)
{
    public Tool Tool => tool;
}
