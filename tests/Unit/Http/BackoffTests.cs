using OpenCode.Core.Retrying;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(6, 8)]
    [InlineData(int.MaxValue, 8)]
    public void Doubles_up_to_its_limit(int failures, double seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), new Backoff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(8)).Full(failures));

    [Fact]
    public void Is_between_half_of_the_wait_and_all_of_it()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), new Random(1));

        List<double> waits = [.. Enumerable.Range(0, 1000).Select(_ => backoff.Next(3).TotalSeconds)];

        Assert.InRange(waits.Min(), 2, 2.1);
        Assert.InRange(waits.Max(), 3.9, 4);
        Assert.InRange(waits.Average(), 2.9, 3.1);
    }

    [Fact]
    public void Same_seed_gives_the_same_waits()
        => Assert.Equal(
            new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), new Random(7)).Next(2),
            new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), new Random(7)).Next(2));

    [Fact]
    public void Longest_possible_limits_do_not_overflow()
        => Assert.Equal(TimeSpan.MaxValue, new Backoff(TimeSpan.MaxValue, TimeSpan.MaxValue).Full(100));

    [Fact]
    public void Counts_from_one()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)).Next(0));
}
