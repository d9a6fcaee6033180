using System.Reflection;
using System.Text;
using OpenCode.Hosting;
using OpenCode.Models;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Testing;
using OpenCode.Verification;
using Xunit;

namespace OpenCode.Client.Tests.PublicApi;

/// <summary>What users can reach is listed in <c>docs/api</c>; a change there is a change for them and is reviewed as one.</summary>
public sealed class PublicApiTests
{
    private static readonly Dictionary<string, Assembly> s_libraries = new()
    {
        ["OpenCode.Client"] = typeof(Session).Assembly,
        ["OpenCode.Hosting"] = typeof(OpenCodeServer).Assembly,
        ["OpenCode.Testing"] = typeof(OpenCodeSandbox).Assembly,
        ["OpenCode.Pact"] = typeof(PactContract).Assembly,
        ["OpenCode.Verification"] = typeof(ReleaseVerification).Assembly,
    };

    public static TheoryData<string> Libraries => [.. s_libraries.Keys];

    private static readonly string[] Namespaces = ["Microsoft.Extensions.DependencyInjection", "OpenCode", "OpenCode.Core", "OpenCode.Models", "OpenCode.Requests", "OpenCode.Streaming"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_one_that_is_listed(string library)
    {
        string actual = Describe(library, s_libraries[library]);
        string listing = $"docs/api/{library}.txt";
        string path = Repository.InRoot(listing);
        if (Environment.GetEnvironmentVariable("UPDATE_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
        }

        string[] listed = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        string[] found = actual.Split('\n');
        string[] gone = listed.Except(found).Select(l => "- " + l).ToArray();
        string[] added = found.Except(listed).Select(l => "+ " + l).ToArray();
        Assert.True(
            listed.SequenceEqual(found),
            $"The public surface has changed. If that is meant, run the unit tests with UPDATE_API=1 and commit {listing}.\n{string.Join('\n', gone.Concat(added).Take(40))}");
    }

    [Fact]
    public void Every_public_type_is_in_a_namespace_of_the_library()
        => Assert.All(typeof(Session).Assembly.GetExportedTypes(), t => Assert.Contains(t.Namespace, Namespaces));

    private static string Describe(string library, Assembly assembly)
    {
        var text = new StringBuilder($"# The public surface of {library}. Written by the unit tests with UPDATE_API=1; not edited by hand.\n");
        foreach (IGrouping<string, Type> space in assembly.GetExportedTypes().GroupBy(t => t.Namespace ?? "").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append("\nnamespace ").Append(space.Key).Append('\n');
            foreach (Type type in space.OrderBy(ApiText.Type, StringComparer.Ordinal))
            {
                if (space.Key == "OpenCode.Models")
                    Compact(text, type);
                else
                    Full(text, type);
            }
        }

        return text.ToString();
    }

    private static void Full(StringBuilder text, Type type)
    {
        text.Append("\n    ").Append(ApiText.Head(type)).Append('\n');
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
            return;
        foreach (string member in ApiText.Members(type))
            text.Append("        ").Append(member).Append('\n');
    }

    // A model has nothing but properties, and what every model has.
    private static void Compact(StringBuilder text, Type type)
    {
        IEnumerable<string> properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(p => p.Name != "AdditionalProperties")
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => p.GetMethod!.IsStatic ? p.Name : ApiText.Property(p).Replace("override ", "", StringComparison.Ordinal).Replace(" { get; init; }", "", StringComparison.Ordinal));
        text.Append("    ").Append(ApiText.Head(type)).Append(" { ").AppendJoin("; ", properties).Append(" }\n");
    }
}
