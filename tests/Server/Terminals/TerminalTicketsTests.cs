using OpenCode.Server.Http;
using OpenCode.Server.Terminals;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Server.Tests.Terminals;

public sealed class TerminalTicketsTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_ticket_is_good_for_its_terminal_once_and_for_a_minute()
    {
        var tickets = new TerminalTickets(_clock);
        string used = tickets.Give("pty_a").Ticket;
        string elsewhere = tickets.Give("pty_a").Ticket;
        string old = tickets.Give("pty_a").Ticket;

        Assert.True(tickets.Take(used, "pty_a"));
        Assert.False(tickets.Take(used, "pty_a"));
        Assert.False(tickets.Take(elsewhere, "pty_b"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(tickets.Take(old, "pty_a"));
    }

    [Fact]
    public void Nobody_fills_the_memory_with_tickets()
    {
        var tickets = new TerminalTickets(_clock);
        for (int i = 0; i < 1024; i++) tickets.Give("pty_a");

        Assert.Equal(503, Assert.Throws<OperationException>(() => tickets.Give("pty_a")).Status);
        _clock.Advance(TimeSpan.FromMinutes(1));
        tickets.Give("pty_a");
    }
}
