using OpenCode.Server.Locations;
using Xunit;

namespace OpenCode.Server.Tests.Locations;

public sealed class RealPathTests : IDisposable
{
    private readonly string _folder = RealPath.Of(Directory.CreateTempSubdirectory("real-path-").FullName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a/b.txt", "a/b.txt")]
    [InlineData("a/../c.txt", "c.txt")]
    [InlineData("inside/b.txt", "a/b.txt")]
    [InlineData("not/there", "not/there")]
    [InlineData(".", "")]
    [InlineData("../elsewhere", null)]
    [InlineData("/etc/passwd", null)]
    [InlineData("outside/passwd", null)]
    [InlineData("chained/passwd", null)]
    [InlineData("a/\0", null)]
    public void A_path_leads_into_the_folder_or_nowhere(string path, string? expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are a privilege there.");
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        File.CreateSymbolicLink(Path.Combine(_folder, "inside"), "a");
        File.CreateSymbolicLink(Path.Combine(_folder, "outside"), "/etc");
        File.CreateSymbolicLink(Path.Combine(_folder, "chained"), "a/../outside");

        string? found = new ServerLocation(_folder).Find(path);

        Assert.Equal(expected is null ? null : Path.TrimEndingDirectorySeparator(Path.Combine(_folder, expected)), found);
    }

    [Fact]
    public void Links_in_a_circle_are_an_error_and_no_endless_loop()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are a privilege there.");
        File.CreateSymbolicLink(Path.Combine(_folder, "one"), "two");
        File.CreateSymbolicLink(Path.Combine(_folder, "two"), "one");

        Assert.Throws<IOException>(() => new ServerLocation(_folder).Find("one"));
    }
}
