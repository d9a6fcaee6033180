using OpenCode.Workbench.Architecture;
using Xunit;

namespace OpenCode.Mock.Tests.Architecture;

/// <summary>Inside the assembly, too, arrows between folders run one way.</summary>
public sealed class FolderCycleTests
{
    private const string Library = "OpenCode.WireMock";

    [Fact]
    public void Folders_use_each_other_in_one_direction() => Assert.Empty(FolderGraph.Read(Library, Library).Cycles);

    [Fact]
    public void Types_that_need_each_other_are_in_one_folder() => Assert.Empty(FolderGraph.Read(Library, Library).Knots);
}
