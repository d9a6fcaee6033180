using System.Collections.Concurrent;
using OpenCodeGen;
using OpenCodeGen.Model;
using OpenCodeGen.Shaping;
using Xunit;

namespace OpenCode.Client.Tests.Determinism;

/// <summary>A name that was given once stays, whatever the next release adds.</summary>
public sealed class NameStabilityTests
{
    public static TheoryData<string, string> Upgrades { get; } =
        new() { { "1.0.0", "1.2.27" }, { "1.2.27", "1.14.41" }, { "1.14.41", "1.18.33" }, { "1.18.33", "1.14.41" } };

    private static readonly ConcurrentDictionary<(string From, string To), Generation> _done = new();

    [Theory]
    [MemberData(nameof(Upgrades))]
    public void A_type_whose_place_is_still_there_keeps_its_name(string from, string to)
    {
        NameLock before = Repository.Generated(from).Names;
        Generation after = Upgraded(from, to);
        HashSet<string> current = after.Model.Types().Select(t => t.Name).ToHashSet(StringComparer.Ordinal);

        // A place may only change hands when its old name lives on: shapes that were one have split, or two have become one.
        List<string> renamed = before.Entries("types")
            .Where(e => after.Names.Find("types", e.Key) != e.Value && !current.Contains(e.Value))
            .Select(e => $"{e.Key}: {e.Value} -> {after.Names.Find("types", e.Key)}")
            .ToList();
        Assert.True(renamed.Count == 0, string.Join('\n', renamed));
    }

    [Theory]
    [MemberData(nameof(Upgrades))]
    public void A_component_keeps_its_name(string from, string to)
    {
        NameLock before = Repository.Generated(from).Names;
        NameLock after = Upgraded(from, to).Names;

        // A component that had the type of another one, and is different now, has a name of its own now.
        AssertKept(before, after, "types", key => IsComponent(key) && !IsShared(key));

        bool IsShared(string key) => before.Entries("types")
            .Any(other => other.Key != key && IsComponent(other.Key) && other.Value == before.Find("types", key)
                && after.Find("types", other.Key) == other.Value);

        static bool IsComponent(string key) => key.StartsWith("#/components/schemas/", StringComparison.Ordinal) && key.Count(c => c == '/') == 3;
    }

    [Theory]
    [MemberData(nameof(Upgrades))]
    public void Operations_builders_segments_and_members_keep_their_names(string from, string to)
    {
        NameLock before = Repository.Generated(from).Names;
        NameLock after = Upgraded(from, to).Names;

        foreach (string section in new[] { "operations", "builders", "segments", "members" }) AssertKept(before, after, section, _ => true);
    }

    [Theory]
    [MemberData(nameof(Upgrades))]
    public void The_query_class_of_an_operation_keeps_its_name_while_its_parameters_stay(string from, string to)
    {
        ClientModel before = Repository.Generated(from).Model;
        Generation after = Upgraded(from, to);
        var now = after.Model.Operations.ToDictionary(o => (o.Method, o.Path));

        List<string> renamed = before.Operations
            .Where(o => o.Query is not null && now.TryGetValue((o.Method, o.Path), out ClientOperation? later) && later.Query is not null
                && later.Query != o.Query && later.QueryNames.SequenceEqual(o.QueryNames))
            .Select(o => $"{o.Id}: {o.Query} -> {now[(o.Method, o.Path)].Query}")
            .ToList();
        Assert.True(renamed.Count == 0, string.Join('\n', renamed));
    }

    [Fact]
    public void The_lock_only_grows()
    {
        NameLock before = Repository.Generated("1.14.41").Names;
        NameLock after = Upgraded("1.14.41", "1.18.33").Names;

        foreach (string section in new[] { "types", "operations", "builders", "segments", "queries", "members" })
            Assert.Subset(after.Entries(section).Keys.ToHashSet(), before.Entries(section).Keys.ToHashSet());
    }

    [Fact]
    public void Generating_does_not_change_the_lock_that_was_given()
    {
        NameLock given = NameLock.Empty();

        new SpecBuilder().Schema("A", """{"type": "object", "properties": {"a": {"type": "string"}}}""").Generate(given);

        Assert.Equal(NameLock.Empty().ToJson(), given.ToJson());
    }

    private static Generation Upgraded(string from, string to)
        => _done.GetOrAdd((from, to),
            static u => Generation.Run(Repository.Spec(u.To), u.To + ".json", Repository.Generated(u.From).Names, Repository.Curated));

    private static void AssertKept(NameLock before, NameLock after, string section, Func<string, bool> isMeant)
    {
        List<string> renamed = before.Entries(section)
            .Where(e => isMeant(e.Key) && after.Find(section, e.Key) != e.Value)
            .Select(e => $"{section} {e.Key}: {e.Value} -> {after.Find(section, e.Key)}")
            .ToList();
        Assert.True(renamed.Count == 0, string.Join('\n', renamed));
    }
}
