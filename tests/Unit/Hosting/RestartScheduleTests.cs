using OpenCode.Hosting;
using OpenCode.Hosting.Supervision;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Hosting;

/// <summary>How soon a server is started again, and when it is given up.</summary>
public sealed class RestartScheduleTests
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>The policy, the times of the server's deaths in seconds, and the delay in milliseconds after each; null for giving up.</summary>
    public static TheoryData<string, OpenCodeRestartPolicy, double[], double?[]> Histories => new()
    {
        { "off", OpenCodeRestartPolicy.Never, [0, 10_000], [null, null] },
        { "the delay doubles, and then the limit is reached", new() { MaxRestarts = 3 }, [0, 1, 2, 3], [500, 1000, 2000, null] },
        { "the delay has a ceiling", new() { MaxDelay = TimeSpan.FromMilliseconds(1200) }, [0, 1, 2, 3], [500, 1000, 1200, 1200] },
        { "no delay", new() { FirstDelay = TimeSpan.Zero }, [0, 0, 0], [0, 0, 0] },
        { "a server that keeps up for the window starts afresh", new() { MaxRestarts = 2, Window = TimeSpan.FromMinutes(1) }, [0, 1, 61, 121, 181],
            [500, 1000, 500, 500, 500] },
        { "an attempt counts until the window is over, not longer", new() { MaxRestarts = 1, Window = TimeSpan.FromSeconds(10) }, [0, 9.999, 10, 19.999],
            [500, null, 500, null] },
        { "the window slides", new() { MaxRestarts = 2, Window = TimeSpan.FromSeconds(10) }, [0, 6, 9, 11, 15, 17], [500, 1000, null, 1000, null, 1000] },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Histories))]
    public void A_restart_waits_twice_as_long_as_the_one_before_and_counts_for_the_window(
        string what, OpenCodeRestartPolicy policy, double[] deaths, double?[] delays)
    {
        var schedule = new RestartSchedule(policy, _clock);

        double?[] actual = [.. deaths.Select(seconds =>
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds) - (_clock.GetUtcNow() - _clock.Start));
            return schedule.Next()?.TotalMilliseconds;
        })];

        Assert.True(delays.SequenceEqual(actual), $"{what}: {string.Join(", ", actual)}");
    }

    [Fact]
    public void A_thousand_restarts_do_not_overflow()
    {
        var schedule = new RestartSchedule(new() { MaxRestarts = 1000 }, _clock);

        Assert.Equal(TimeSpan.FromSeconds(30), Enumerable.Range(0, 1000).Select(_ => schedule.Next()).ToArray()[^1]);
    }

    [Theory]
    [InlineData("MaxRestarts", -1, 600, 1, 30)]
    [InlineData("Window", 5, 0, 1, 30)]
    [InlineData("FirstDelay", 5, 600, -1, 30)]
    [InlineData("MaxDelay", 5, 600, 31, 30)]
    public void A_policy_that_cannot_work_is_refused_by_name(string property, int restarts, int window, int first, int most)
    {
        OpenCodeRestartPolicy policy = new()
        {
            MaxRestarts = restarts,
            Window = TimeSpan.FromSeconds(window),
            FirstDelay = TimeSpan.FromSeconds(first),
            MaxDelay = TimeSpan.FromSeconds(most),
        };

        ArgumentException refused = Assert.Throws<ArgumentException>(() => new OpenCodeServerSupervisor(null, policy));

        Assert.Contains($"OpenCodeRestartPolicy.{property}", refused.Message, StringComparison.Ordinal);
    }
}
