using OpenCode.Workbench;
using OpenCodeGen;
using Xunit;

namespace OpenCode.Client.Tests.Determinism;

/// <summary>A file is written whole or not at all, and nothing is left beside it.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_and_its_folder_are_made()
    {
        WholeFile.Write(_folder.PathOf("a/b/c.json"), "new"u8);

        Assert.Equal("new", _folder.Read("a/b/c.json"));
        Assert.Equal(["a/b/c.json"], _folder.Files(""));
    }

    [Fact]
    public void A_file_is_replaced_and_who_may_read_it_stays()
    {
        _folder.Write("a.json", "much that was there before");
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.PathOf("a.json"), Private);

        WholeFile.Write(_folder.PathOf("a.json"), "new"u8);

        Assert.Equal("new", _folder.Read("a.json"));
        Assert.Equal(["a.json"], _folder.Files(""));
        if (!OperatingSystem.IsWindows()) Assert.Equal(Private, File.GetUnixFileMode(_folder.PathOf("a.json")));
    }

    /// <summary>Whoever reads a file while it is replaced has all of what it was.</summary>
    [Fact]
    public void A_reader_keeps_the_old_content()
    {
        _folder.Write("a.json", "old");
        using var reader = new StreamReader(new FileStream(_folder.PathOf("a.json"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        WholeFile.Write(_folder.PathOf("a.json"), "newer"u8);

        Assert.Equal(("old", "newer"), (reader.ReadToEnd(), _folder.Read("a.json")));
    }

    [Fact]
    public void What_stands_behind_a_link_is_written_there()
    {
        _folder.Write("real.json", "old");
        try
        {
            File.CreateSymbolicLink(_folder.PathOf("link.json"), "real.json");
        }
        catch (IOException)
        {
            Assert.Skip("This account may not make links.");
        }

        WholeFile.Write(_folder.PathOf("link.json"), "new"u8);

        Assert.Equal("new", _folder.Read("real.json"));
        Assert.Equal("real.json", new FileInfo(_folder.PathOf("link.json")).LinkTarget);
    }

    [Fact]
    public void A_path_that_cannot_be_is_named()
    {
        _folder.Write("file", "");
        _folder.Write("folder/file", "");

        Refuses("folder", "is a folder; give the path of a file.");
        Refuses("file/a.json", "could not be written: ");
        Assert.Equal(["file", "folder/file"], _folder.Files(""));

        void Refuses(string path, string says)
        {
            string message = Assert.Throws<IOException>(() => WholeFile.Write(_folder.PathOf(path), "new"u8)).Message;
            Assert.StartsWith($"'{_folder.PathOf(path)}' {says}", message, StringComparison.Ordinal);
            Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
        }
    }
}
