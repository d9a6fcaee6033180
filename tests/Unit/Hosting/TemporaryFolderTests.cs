using System.Diagnostics;
using OpenCode.Hosting;
using OpenCode.Hosting.Folders;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Hosting;

/// <summary>Temporary folders end with their owners: by them, or by a process that comes later.</summary>
public sealed class TemporaryFolderTests : IDisposable
{
    private const int NoProcess = int.MaxValue;

    private readonly WorkFolder _parent = new();

    /// <summary>What a mark says, and whether its folder is swept away.</summary>
    public static TheoryData<string, string, bool> Marks
    {
        get
        {
            using Process self = Process.GetCurrentProcess();
            long started = self.StartTime.ToUniversalTime().Ticks;
            return new()
            {
                { "its owner is gone", $"{NoProcess} {started} {Environment.MachineName}", true },
                { "another process has its owner's id", $"{Environment.ProcessId} {started - TimeSpan.TicksPerHour} {Environment.MachineName}", true },
                { "its owner lives", $"{Environment.ProcessId} {started} {Environment.MachineName}", false },
                { "another machine's", $"{NoProcess} {started} {Environment.MachineName}-other", false },
                { "not written yet", "", false },
                { "not ours", "hello", false },
                { "a time beyond all times", $"{NoProcess} {long.MaxValue} {Environment.MachineName}", false },
            };
        }
    }

    public void Dispose() => _parent.Dispose();

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Marks))]
    public void Only_what_a_dead_process_has_left_is_swept_away(string what, string mark, bool isSwept)
    {
        string file = Write("opencode-home-00000000000000000000000000000001/a/b", "kept?");
        string owner = Write("opencode-home-00000000000000000000000000000001.owner", mark);
        string other = Write("opencode-home-00000000000000000000000000000002/a", "nobody's");

        AbandonedFolders.Sweep(_parent.PathOf(""));

        Assert.True((!File.Exists(file), !File.Exists(owner)) == (isSwept, isSwept), what);
        Assert.True(File.Exists(other));
    }

    [Fact]
    public void What_a_living_process_of_another_container_holds_is_left_alone()
    {
        string file = Write("opencode-home-00000000000000000000000000000001/a", "kept");
        using Process self = Process.GetCurrentProcess();
        string owner =
            Write("opencode-home-00000000000000000000000000000001.owner", $"{NoProcess} {self.StartTime.ToUniversalTime().Ticks} {Environment.MachineName}");
        using FileStream held = new(owner, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        AbandonedFolders.Sweep(_parent.PathOf(""));

        Assert.True(File.Exists(file));
    }

    [Fact]
    public void A_mark_without_a_folder_goes_when_it_is_old()
    {
        string young = Write("opencode-home-00000000000000000000000000000001.owner", "");
        string old = Write("opencode-home-00000000000000000000000000000002.owner", "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-1));

        AbandonedFolders.Sweep(_parent.PathOf(""));

        Assert.Equal((true, false), (File.Exists(young), File.Exists(old)));
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege there.");
        string elsewhere = Write("elsewhere/precious", "");
        Directory.CreateDirectory(_parent.PathOf("opencode-home-00000000000000000000000000000001"));
        Directory.CreateSymbolicLink(_parent.PathOf("opencode-home-00000000000000000000000000000001/link"), _parent.PathOf("elsewhere"));
        Directory.CreateSymbolicLink(_parent.PathOf("opencode-home-00000000000000000000000000000002"), _parent.PathOf("elsewhere"));
        foreach (int n in new[] { 1, 2 }) Write($"opencode-home-{n:D32}.owner", $"{NoProcess} 1 {Environment.MachineName}");

        AbandonedFolders.Sweep(_parent.PathOf(""));

        Assert.False(Directory.Exists(_parent.PathOf("opencode-home-00000000000000000000000000000001")));
        Assert.True(File.Exists(elsewhere));
    }

    [Fact]
    public async Task A_new_folder_is_private_marked_and_gone_with_its_mark_and_sweeps_away_the_old()
    {
        string left = Path.Combine(Path.GetTempPath(), $"opencode-home-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(left, "a"));
        await File.WriteAllTextAsync(left + ".owner", $"{NoProcess} 1 {Environment.MachineName}", TestContext.Current.CancellationToken);

        await using OpenCodeTemporaryFolder folder = OpenCodeTemporaryFolder.Create("test");

        Assert.Equal((false, false), (Directory.Exists(left), File.Exists(left + ".owner")));
        Assert.Equal((true, true), (Directory.Exists(folder.Path), File.Exists(folder.Path + ".owner")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
        AbandonedFolders.Sweep(Path.GetTempPath());
        Assert.True(Directory.Exists(folder.Path));
        await folder.DisposeAsync();
        Assert.Equal((false, false), (Directory.Exists(folder.Path), File.Exists(folder.Path + ".owner")));
    }

    [Fact]
    public void A_folder_that_a_tool_made_read_only_is_deleted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no modes of folders.");
        string file = Write("cache/module/file", "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.GetDirectoryName(file)!, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            File.SetUnixFileMode(_parent.PathOf("cache"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.True(TemporaryFolder.TryDelete(_parent.PathOf("cache")));
        Assert.False(Directory.Exists(_parent.PathOf("cache")));
    }

    private string Write(string relative, string text)
    {
        _parent.Write(relative, text);
        return _parent.PathOf(relative);
    }
}
