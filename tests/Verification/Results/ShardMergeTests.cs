using System.Text.Json;
using OpenCode.Core.Operations;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;
using Xunit;

namespace OpenCode.Verification.Tests.Results;

/// <summary>Parts of a verification become the whole again, and what does not fit together is told.</summary>
public sealed class ShardMergeTests
{
    [Fact]
    public void Every_operation_is_in_exactly_one_part_and_no_part_is_much_larger_than_others()
    {
        for (int count = 1; count <= 8; count++)
        {
            Shard[] shards = [.. Enumerable.Range(1, count).Select(n => Shard.Parse($"{n}/{count}"))];
            Assert.All(OperationCatalog.All, o => Assert.Single(shards, s => s.Includes(o.Id)));
            Assert.All(shards, s => Assert.InRange(
                OperationCatalog.All.Count(o => s.Includes(o.Id)), OperationCatalog.All.Count / count / 2, 2 * OperationCatalog.All.Count / count));
        }
    }

    /// <summary>A job may run on another machine and with another version of this program: which part an id is in must not change.</summary>
    [Theory]
    [InlineData("session.list", "3/4")]
    [InlineData("global.event", "3/4")]
    public void The_part_of_an_operation_is_always_the_same(string operation, string shard) => Assert.True(Shard.Parse(shard).Includes(operation));

    [Fact]
    public void Splitting_any_matrix_and_merging_its_parts_in_any_order_gives_the_same_bytes()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            CompatibilityMatrix whole = MadeUp(random);
            int count = random.Next(1, 7);
            var parts = Enumerable.Range(1, count).Select(n => ($"{n}.json", Part(whole, Shard.Parse($"{n}/{count}")))).ToArray();
            random.Shuffle(parts);

            Assert.Equal(JsonReport.Render(whole), JsonReport.Render(ShardMerge.Merge(parts)));

            // Also in two steps, over files.
            int half = random.Next(1, count + 1);
            CompatibilityMatrix first = JsonReport.Read(JsonReport.Render(ShardMerge.Merge(parts[..half])));
            Assert.Equal(JsonReport.Render(whole), JsonReport.Render(ShardMerge.Merge([("first.json", first), .. parts[half..]])));
        }
    }

    [Fact]
    public void A_merge_says_which_parts_it_has_until_all_are_there()
    {
        CompatibilityMatrix whole = MadeUp(new Random(1));

        VersionResult some = ShardMerge.Merge([("3.json", Part(whole, Shard.Parse("3/4"))), ("1.json", Part(whole, Shard.Parse("1/4")))]).Versions[0];

        Assert.Equal("1+3/4", some.Shard!.ToString());
        Assert.Equal([2, 4], some.Shard.Missing);
    }

    [Fact]
    public void A_part_that_could_not_be_verified_is_missing_and_hides_nothing_of_the_others()
    {
        CompatibilityMatrix whole = MadeUp(new Random(1));
        string version = whole.Versions[0].Version;
        CompatibilityMatrix failed = whole with
        {
            Versions = [new VersionResult { Version = version, Shard = Shard.Parse("2/2"), CouldNotRun = "It died." }],
        };

        VersionResult merged = ShardMerge.Merge([("2.json", failed), ("1.json", Part(whole, Shard.Parse("1/2")))]).Versions[0];

        Assert.Equal((null, "1/2"), (merged.CouldNotRun, merged.Shard!.ToString()));
        Assert.NotEmpty(merged.Operations);
    }

    [Fact]
    public void The_same_part_twice_is_taken_once_where_both_agree_and_refused_with_both_names_where_they_do_not()
    {
        var one = Single(Outcome.Held);

        Assert.Equal(3, ShardMerge.Merge([("a.json", one), ("b.json", Single(Outcome.Held, decoded: 5))]).Versions[0].Operations[0].Decoded);
        FormatException refused = Assert.Throws<FormatException>(() => ShardMerge.Merge([("a.json", one), ("b.json", Single(Outcome.Drifted))]));
        Assert.Equal("'a.json' and 'b.json' disagree on session.list of release 1.0.0; give the one that counts.", refused.Message);
    }

    [Fact]
    public void What_parts_saw_of_an_event_counts_together()
    {
        SubjectResult Seen(Outcome outcome, int held, int decoded, string? reason)
            => Event(outcome) with { InteractionsHeld = held, Decoded = decoded, Reason = reason };
        CompatibilityMatrix Of(string shard, SubjectResult seen) => Single(Outcome.Held) with
        {
            Versions = [new VersionResult { Version = "1.0.0", Shard = Shard.Parse(shard), Events = [seen] }],
        };
        (string, CompatibilityMatrix)[] parts =
        [
            ("a", Of("1/3", Seen(Outcome.Held, 2, 4, "Not every kind of it was sent: none where type is text, or type is tool."))),
            ("b", Of("2/3", Seen(Outcome.Held, 3, 5, "Not every kind of it was sent: none where type is tool."))),
            ("c", Of("3/3", Seen(Outcome.NotReachable, 0, 0, "It was not sent during the verification."))),
        ];

        SubjectResult merged = Assert.Single(ShardMerge.Merge(parts).Versions[0].Events);

        Assert.Equal((Outcome.Held, 3, 9, "Not every kind of it was sent: none where type is tool."),
            (merged.Outcome, merged.InteractionsHeld, merged.Decoded, merged.Reason));
    }

    [Fact]
    public void An_event_that_differs_in_one_part_differs()
    {
        SubjectResult held = Event(Outcome.Held), drifted = Event(Outcome.Drifted) with
        {
            Drifts = [new Drift { Operation = "global.event", EventType = "a", Status = 200, Pointer = "/x", Kind = "WrongType", Expected = "a", Found = "b" }],
        };
        CompatibilityMatrix Of(string shard, SubjectResult seen)
            => Single(Outcome.Held) with { Versions = [new VersionResult { Version = "1.0.0", Shard = Shard.Parse(shard), Events = [seen] }] };

        SubjectResult merged = ShardMerge.Merge([("a", Of("1/3", held)), ("b", Of("2/3", drifted)), ("c", Of("3/3", drifted))]).Versions[0].Events[0];

        Assert.Equal((Outcome.Drifted, 2), (merged.Outcome, Assert.Single(merged.Drifts).Count));
    }

    [Fact]
    public void Parts_of_different_divisions_are_refused()
    {
        CompatibilityMatrix whole = MadeUp(new Random(1));
        FormatException refused = Assert.Throws<FormatException>(
            () => ShardMerge.Merge([("a.json", Part(whole, Shard.Parse("1/2"))), ("b.json", Part(whole, Shard.Parse("1/3")))]));

        Assert.Contains("'a.json' has part 1/2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'b.json' part 1/3", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("\"3/2\"")]
    [InlineData("2")]
    public void A_report_with_a_part_that_is_none_is_refused(string shard)
    {
        string json = JsonReport.Render(Part(MadeUp(new Random(1)), Shard.Parse("1/1"))).Replace("\"1/1\"", shard, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => JsonReport.Read(json));
    }

    [Fact]
    public void The_reports_tell_a_part_from_a_whole()
    {
        CompatibilityMatrix part = Part(MadeUp(new Random(1)), Shard.Parse("1/2"));
        string name = $"{part.Versions[0].Version} (1/2)";

        Assert.Contains(name, TextReport.Render(part), StringComparison.Ordinal);
        Assert.Contains(name, MarkdownReport.Render(part), StringComparison.Ordinal);
        Assert.Contains(name, HtmlReport.Render(part), StringComparison.Ordinal);
        Assert.Contains("only parts of them", HtmlReport.Render(part), StringComparison.Ordinal);
    }

    private static SubjectResult Event(Outcome outcome)
        => new() { Operation = "global.event", EventType = "a", Method = "GET", Path = "/global/event", Outcome = outcome };

    private static CompatibilityMatrix Single(Outcome outcome, int decoded = 3) => new()
    {
        ClientVersion = "1.18.33",
        Verified = DateTimeOffset.UnixEpoch,
        Versions =
        [
            new VersionResult
            {
                Version = "1.0.0",
                Shard = Shard.Parse("2/4"),
                Operations = [new SubjectResult { Operation = "session.list", Method = "GET", Path = "/session", Outcome = outcome, Decoded = decoded }],
            },
        ],
    };

    // What is found out of a release as a whole, every part finds out.
    private static CompatibilityMatrix Part(CompatibilityMatrix whole, Shard shard) => whole with
    {
        Versions = [.. whole.Versions.Select(v => v with
        {
            Shard = shard,
            Operations = [.. v.Operations.Where(o => shard.Includes(o.Operation))],
            Events = [.. v.Events.Where(o => shard.Includes(o.Operation))],
        })],
    };

    private static CompatibilityMatrix MadeUp(Random random) => new()
    {
        ClientVersion = "1.18.33",
        Verified = DateTimeOffset.UnixEpoch.AddSeconds(random.Next()),
        Versions = [.. Enumerable.Range(1, random.Next(1, 4)).Select(n => Version(random, $"1.{random.Next(30)}.{n}"))],
    };

    private static VersionResult Version(Random random, string version)
    {
        if (random.Next(6) == 5) return new VersionResult { Version = version, CouldNotRun = "npm failed." };
        string[] streams = [.. OperationCatalog.All.Where(static o => o.Kind == OperationKind.EventStream).Select(static o => o.Id)];
        return new VersionResult
        {
            Version = version,
            Duration = TimeSpan.FromMilliseconds(random.Next(100_000)),
            Operations = [.. OperationCatalog.All.Where(_ => random.Next(3) > 0).Select(o => Subject(random, o.Id, null))
                .OrderBy(static s => s.Operation, StringComparer.Ordinal)],
            Events = [.. Enumerable.Range(0, random.Next(60)).Select(n => Subject(random, streams[random.Next(streams.Length)], $"type.{n}"))
                .OrderBy(static s => s.Operation, StringComparer.Ordinal).ThenBy(static s => s.EventType, StringComparer.Ordinal)],
            UnknownOperations = [.. Enumerable.Range(0, random.Next(3)).Select(static n => $"GET /unknown/{n}")],
            DisappearedDifferences = [.. Enumerable.Range(0, random.Next(3)).Select(static n => $"session.list 200 /z{-n}: WrongType")],
        };
    }

    private static SubjectResult Subject(Random random, string operation, string? type) => new()
    {
        Operation = operation,
        EventType = type,
        Method = "GET",
        Path = $"/{operation}",
        Outcome = (Outcome)random.Next(4),
        Reason = random.Next(2) == 0 ? null : "It was not sent.",
        InteractionsHeld = random.Next(5),
        Decoded = random.Next(50),
        Drifts = [.. Enumerable.Range(0, random.Next(3)).Select(n => new Drift
        {
            Operation = operation, EventType = type, Status = 200, Pointer = $"/{n}", Kind = "WrongType", Expected = "a", Found = "b",
            Count = random.Next(1, 9), KnownReason = random.Next(2) == 0 ? null : "Known.",
        })],
    };
}
