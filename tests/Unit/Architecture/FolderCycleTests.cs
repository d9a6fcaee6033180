using OpenCode.Workbench.Architecture;
using Xunit;

namespace OpenCode.Client.Tests.Architecture;

/// <summary>Inside an assembly, too, arrows between folders run one way. The test project of the verification has the same test for its assemblies.</summary>
public sealed class FolderCycleTests
{
    /// <summary>The assembly, and the namespace of its root folder.</summary>
    public static TheoryData<string, string> Assemblies { get; } = new()
    {
        { "OpenCode.Runtime", "OpenCode" },
        { "OpenCode.Client", "OpenCode" },
        { "OpenCode.Client.DependencyInjection", "OpenCode.DependencyInjection" },
        { "OpenCodeGen.Generator", "OpenCodeGen" },
        { "OpenCode.Hosting", "OpenCode.Hosting" },
        { "OpenCode.Testing", "OpenCode.Testing" },
    };

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Folders_use_each_other_in_one_direction(string assembly, string root)
        => Assert.Equal("", string.Join("\n", FolderGraph.Read(assembly, root).Cycles));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Types_that_need_each_other_are_in_one_folder(string assembly, string root)
        => Assert.Equal("", string.Join("\n", FolderGraph.Read(assembly, root).Knots));
}
