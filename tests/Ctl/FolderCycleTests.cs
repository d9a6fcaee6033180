using OpenCode.Workbench.Architecture;

namespace OpenCode.Ctl.Tests;

/// <summary>Inside the tools, too, arrows between folders run one way.</summary>
public sealed class FolderCycleTests
{
    /// <summary>The assembly, and the namespace of its root folder.</summary>
    public static TheoryData<string, string> Assemblies { get; } = new()
    {
        { "occtl", "OpenCode.Ctl" },
        { "OpenCode.CommandLine", "OpenCode.CommandLine" },
    };

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Folders_use_each_other_in_one_direction(string assembly, string root) => Assert.Empty(FolderGraph.Read(assembly, root).Cycles);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Types_that_need_each_other_are_in_one_folder(string assembly, string root) => Assert.Empty(FolderGraph.Read(assembly, root).Knots);
}
