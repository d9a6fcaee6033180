using System.Collections.Concurrent;
using OpenCode.Server.Identity;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Server.Tests.Identity;

public sealed class ServerIdsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ServerIds _ids;

    public ServerIdsTests() => _ids = new ServerIds(_clock);

    [Fact]
    public void Each_kind_has_its_prefix_and_the_form_of_the_original()
    {
        Assert.Matches("^evt_[0-9a-f]{12}[0-9A-Za-z]{14}$", _ids.Event());
        Assert.Matches("^msg_[0-9a-f]{12}[0-9A-Za-z]{14}$", _ids.Message());
        Assert.Matches("^prt_[0-9a-f]{12}[0-9A-Za-z]{14}$", _ids.Part());
        Assert.Matches("^per_[0-9a-f]{12}[0-9A-Za-z]{14}$", _ids.Permission());
        Assert.Matches("^que_[0-9a-f]{12}[0-9A-Za-z]{14}$", _ids.Question());
        Assert.Matches("^pty_[0-9a-f]{12}[0-9A-Za-z]{14}$", _ids.Pty());
        Assert.Matches("^ses_[0-9a-f]{12}[0-9A-Za-z]{14}$", _ids.Session());
    }

    [Fact]
    public void The_digits_hold_the_time_and_a_counter_from_one()
    {
        long time = _clock.GetUtcNow().ToUnixTimeMilliseconds() & ((1L << 36) - 1);

        Assert.Equal($"{time:x9}001", _ids.Message()[4..16]);
        Assert.Equal($"{time:x9}002", _ids.Part()[4..16]);
    }

    [Fact]
    public void Those_of_sessions_descend_and_all_others_ascend()
    {
        List<string> events = [];
        List<string> sessions = [];
        for (int i = 0; i < 10_000; i++)
        {
            events.Add(_ids.Event());
            sessions.Add(_ids.Session());
            if (i % 1000 == 0) _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(events.Order(StringComparer.Ordinal), events);
        Assert.Equal(sessions.OrderDescending(StringComparer.Ordinal), sessions);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_turn_their_order()
    {
        TurningClock clock = new();
        ServerIds ids = new(clock);
        string before = ids.Event();
        clock.Now -= TimeSpan.FromHours(1);

        Assert.True(string.CompareOrdinal(before, ids.Event()) < 0);
    }

    [Fact]
    public void Threads_get_ids_of_their_own_in_the_order_in_which_each_asks()
    {
        ConcurrentBag<string> all = [];
        Parallel.For(0, 4, _ =>
        {
            string last = "";
            for (int i = 0; i < 5_000; i++)
            {
                string id = _ids.Event();
                Assert.True(string.CompareOrdinal(last, id) < 0);
                all.Add((last = id)[..16]);
            }
        });

        Assert.Equal(20_000, all.Distinct().Count());
    }

    private sealed class TurningClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
