using OpenCode.Workbench.Architecture;
using Xunit;

namespace OpenCode.Verification.Tests.Architecture;

/// <summary>Inside an assembly, too, arrows between folders run one way.</summary>
public sealed class FolderCycleTests
{
    /// <summary>The assembly, and the namespace of its root folder.</summary>
    public static TheoryData<string, string> Assemblies { get; } = new()
    {
        { "OpenCode.Pact", "OpenCode.Pact" },
        { "OpenCode.Verification", "OpenCode.Verification" },
        { "opencodegen", "OpenCodeGen.Cli" },
    };

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Folders_use_each_other_in_one_direction(string assembly, string root) => Assert.Empty(FolderGraph.Read(assembly, root).Cycles);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Types_that_need_each_other_are_in_one_folder(string assembly, string root) => Assert.Empty(FolderGraph.Read(assembly, root).Knots);
}
