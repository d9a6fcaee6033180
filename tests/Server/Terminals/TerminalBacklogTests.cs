using OpenCode.Server.Terminals;
using Xunit;

namespace OpenCode.Server.Tests.Terminals;

public sealed class TerminalBacklogTests
{
    [Fact]
    public void The_end_is_kept_and_read_by_position()
    {
        var backlog = new TerminalBacklog(most: 8);
        for (char c = 'a'; c <= 'z'; c++) backlog.Add([c]);

        TerminalPiece all = backlog.Read(0, 100);
        TerminalPiece some = backlog.Read(22, 3);

        Assert.Equal(("stuvwxyz", 18L, 26L), (all.Text, all.Position, all.End));
        Assert.Equal(("wxy", 22L), (some.Text, some.Position));
        Assert.Equal(("", 26L), (backlog.Read(100, 3).Text, backlog.Read(100, 3).Position));
    }

    [Fact]
    public void A_character_of_two_units_is_not_cut_through()
    {
        var backlog = new TerminalBacklog(most: 6);
        backlog.Add("a😀😀");

        Assert.Equal("a", backlog.Read(0, 2).Text);
        Assert.Equal("😀", backlog.Read(1, 3).Text);

        backlog.Add("bcd");

        Assert.Equal(("😀bcd", 3L), (backlog.Read(0, 10).Text, backlog.Read(0, 10).Position));
    }

    [Fact]
    public async Task Who_waits_is_told_of_more_and_of_the_end()
    {
        var backlog = new TerminalBacklog();
        TerminalPiece nothing = backlog.Read(0, 10);
        backlog.Add("a");
        await nothing.Changed.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        TerminalPiece one = backlog.Read(0, 10);
        backlog.Complete();
        await one.Changed.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(("a", false, true), (one.Text, one.IsComplete, backlog.Read(1, 10).IsComplete));
    }
}
