using OpenCode.Verification;
using OpenCode.Verification.Matrix;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Matrix;

/// <summary>Which releases a command line asks for, and how many verifications a machine bears.</summary>
public sealed class ReleaseListTests
{
    [Theory]
    [InlineData("", "1.18.33")]
    [InlineData("pinned", "1.18.33")]
    [InlineData("1.0.0", "1.0.0")]
    [InlineData("1.2.27, 1.0.0|1.2.27|pinned,1.18.33", "1.2.27 1.0.0 1.18.33")]
    [InlineData("1.19.0-beta.1,0.0.0-dev-202511211200", "1.19.0-beta.1 0.0.0-dev-202511211200")]
    public void Releases_are_read_in_order_and_without_repetitions(string arguments, string releases)
        => Assert.Equal(releases, string.Join(' ', ReleaseList.Parse(arguments.Split('|'))));

    [Theory]
    [InlineData("latest")]
    [InlineData("1.18")]
    [InlineData("^1.18.0")]
    [InlineData("v1.18.33")]
    [InlineData("1.0.0\u001b[31m")]
    [InlineData("../1.0.0")]
    [InlineData("01.0.0")]
    public void What_is_no_release_is_refused_by_name(string argument)
    {
        FormatException exception = Assert.Throws<FormatException>(() => ReleaseList.Parse(["1.0.0", argument]));

        Assert.Contains($"'{argument.Replace("\u001b", "\\u001B", StringComparison.Ordinal)}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pinned_release_is_the_one_of_the_spec()
        => Assert.Contains($"\"{PinnedRelease.Version}\"", File.ReadAllText(Clone.InRoot("spec/openapi.lock.json")), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 16, 1)]
    [InlineData(8, 64, 5)]
    [InlineData(64, 6, 4)]
    [InlineData(4, 0, 1)]
    public void A_machine_bears_what_its_processors_and_memory_allow(int processors, long gibibytes, int verifications)
        => Assert.Equal(verifications, MachineCapacity.Fit(processors, gibibytes << 30));
}
