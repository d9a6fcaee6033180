using OpenCode.Workbench.Architecture;
using Xunit;

namespace OpenCode.Server.Tests;

/// <summary>Inside the server, too, arrows between folders run one way.</summary>
public sealed class FolderCycleTests
{
    [Fact]
    public void Folders_use_each_other_in_one_direction() => Assert.Empty(FolderGraph.Read("OpenCode.Server", "OpenCode.Server").Cycles);

    [Fact]
    public void Types_that_need_each_other_are_in_one_folder() => Assert.Empty(FolderGraph.Read("OpenCode.Server", "OpenCode.Server").Knots);
}
