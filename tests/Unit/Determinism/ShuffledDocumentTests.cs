using System.Text;
using System.Text.Json.Nodes;
using OpenCodeGen;
using Xunit;

namespace OpenCode.Client.Tests.Determinism;

/// <summary>Order in a document carries no meaning: whatever it is, the files and the lock are the same bytes.</summary>
public sealed class ShuffledDocumentTests
{
    public static TheoryData<string> Releases { get; } = new(Repository.Releases);

    [Theory]
    [MemberData(nameof(Releases))]
    public void Two_runs_are_byte_identical(string release)
    {
        Generation again = Generation.Run(Repository.Spec(release), release + ".json", null, Repository.Curated);

        AssertSame(Repository.Generated(release), again);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void The_order_of_components_paths_and_properties_changes_nothing_without_a_lock(string release)
    {
        Generation shuffled = Generation.Run(Shuffled(release, 7), release + ".json", null, Repository.Curated);

        AssertSame(Repository.Generated(release), shuffled);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void The_order_of_components_paths_and_properties_changes_nothing_with_the_lock(string release)
    {
        Generation plain = Generation.Run(Repository.Spec(release), release + ".json", Repository.CommittedLock(), Repository.Curated);
        Generation shuffled = Generation.Run(Shuffled(release, 11), release + ".json", Repository.CommittedLock(), Repository.Curated);

        AssertSame(plain, shuffled);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void A_second_run_with_the_lock_of_the_first_changes_nothing(string release)
    {
        Generation first = Repository.Generated(release);
        Generation second = Generation.Run(Shuffled(release, 13), release + ".json", first.Names, Repository.Curated);

        AssertSame(first, second);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void The_order_of_allowed_values_and_of_required_names_changes_nothing(string release)
        => AssertSame(Repository.Generated(release),
            Generation.Run(Shuffled(release, 17, "required", "enum", "type", "tags"), release + ".json", null, Repository.Curated));

    [Theory]
    [MemberData(nameof(Releases))]
    public void The_order_of_a_choice_changes_no_name(string release)
        => Assert.Equal(
            Repository.Generated(release).Names.ToJson().Split('\n'),
            Generation.Run(Shuffled(release, 19, "anyOf", "oneOf"), release + ".json", null, Repository.Curated).Names.ToJson().Split('\n'));

    [Fact]
    public void The_committed_client_is_what_the_generator_emits()
    {
        Generation generation = Generation.Run(Repository.Spec("1.18.33"), "openapi.json", Repository.CommittedLock(), Repository.Curated, Repository.Docs);
        string folder = Repository.InRoot("src/Generated");

        Assert.Equal(
            generation.Files.Select(f => f.Path),
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));
        Assert.All(generation.Files, f => Assert.True(f.Content == File.ReadAllText(Path.Combine(folder, f.Path)), f.Path));
        Assert.Equal(File.ReadAllText(Repository.InRoot("spec/names.lock.json")), generation.Names.ToJson());
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void No_two_files_differ_in_case_only(string release)
        => Assert.Empty(Repository.Generated(release).Files.GroupBy(f => f.Path, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
            .Select(g => g.Key));

    [Theory]
    [MemberData(nameof(Releases))]
    public void Files_end_their_lines_with_line_feeds_and_hold_nothing_of_the_machine(string release)
        => Assert.All(Repository.Generated(release).Files, f =>
        {
            Assert.DoesNotContain('\r', f.Content);
            Assert.DoesNotContain(Repository.Root, f.Content, StringComparison.Ordinal);
            Assert.EndsWith("}\n", f.Content, StringComparison.Ordinal);
        });

    internal static void AssertSame(Generation expected, Generation actual)
    {
        Assert.Equal(expected.Files.Select(f => f.Path), actual.Files.Select(f => f.Path));
        List<string> different = expected.Files.Zip(actual.Files).Where(p => p.First.Content != p.Second.Content)
            .Select(p => FirstDifference(p.First.Path, p.First.Content, p.Second.Content)).ToList();
        Assert.True(different.Count == 0, $"{different.Count} files differ:\n{string.Join('\n', different.Take(8))}");
        Assert.Equal(expected.Names.ToJson(), actual.Names.ToJson());
    }

    private static string FirstDifference(string path, string expected, string actual)
    {
        (string First, string Second) line = expected.Split('\n').Zip(actual.Split('\n')).FirstOrDefault(l => l.First != l.Second);
        return $"{path}:\n  - {line.First?.Trim()}\n  + {line.Second?.Trim()}";
    }

    // Order means nothing in a map; in lists it depends on which.
    private static byte[] Shuffled(string release, int seed, params string[] lists)
        => Encoding.UTF8.GetBytes(Shuffle(JsonNode.Parse(Repository.Spec(release))!, new Random(seed), "", lists).ToJsonString());

    private static JsonNode Shuffle(JsonNode node, Random random, string name, string[] lists)
    {
        switch (node)
        {
            case JsonObject item:
                KeyValuePair<string, JsonNode?>[] entries =
                    item.Select(e => KeyValuePair.Create(e.Key, e.Value is null ? null : Shuffle(e.Value, random, e.Key, lists))).ToArray();
                random.Shuffle(entries);
                return new JsonObject(entries);
            case JsonArray list:
                JsonNode?[] elements = list.Select(e => e is null ? null : Shuffle(e, random, "", lists)).ToArray();
                if (lists.Contains(name)) random.Shuffle(elements);
                return new JsonArray(elements);
            default:
                return node.DeepClone();
        }
    }
}
