using OpenCode.Ctl.Servers;
using OpenCode.Workbench;

namespace OpenCode.Ctl.Tests.Servers;

/// <summary>The log of a server, read while it is written.</summary>
public sealed class ServerLogTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LogFile => _folder.PathOf("server.log");

    [Theory]
    [InlineData(null, "one|two|three|half")]
    [InlineData(2, "three|half")]
    [InlineData(0, "")]
    public async Task The_last_lines_are_read_with_one_that_is_not_finished(int? count, string lines)
    {
        await File.WriteAllTextAsync(LogFile, "one\ntwo\r\nthree\nhalf", Token);

        Assert.Equal(lines, string.Join('|', await ServerLog.ReadAsync(LogFile, count, null, TimeProvider.System, Token).ToListAsync(Token)));
    }

    [Fact]
    public async Task What_is_written_after_the_last_lines_were_read_follows_without_a_gap()
    {
        await File.WriteAllTextAsync(LogFile, "one\ntwo\nha", Token);
        bool isOver = false;
        List<string> read = [];

        await foreach (string line in ServerLog.ReadAsync(LogFile, 1, () => isOver, TimeProvider.System, Token))
        {
            // Between a line and the next reading: whoever looks at the end of the file only then loses it.
            if (read.Count == 0) await File.AppendAllTextAsync(LogFile, "lf\nthree\nend", Token);
            isOver = true;
            read.Add(line);
        }

        Assert.Equal(["two", "half", "three", "end"], read);
    }

    public void Dispose() => _folder.Dispose();
}
