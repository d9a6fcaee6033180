using System.CommandLine;

namespace OpenCode.CommandLine;

/// <summary>The root of a tool's commands, which knows the tool.</summary>
/// <param name="tool">The tool.</param>
#pragma warning disable CA1010 // The library makes commands enumerable for collection initializers only.
public sealed class ToolCommand(Tool tool) : RootCommand(tool.Description)
#pragma warning restore CA1010
{
    public Tool Tool => tool;
}
