using Xunit;

namespace OpenCode.Client.Tests.Compilation;

/// <summary>The output for every release compiles on the core alone, without a warning, even when nothing marks it as generated.</summary>
public sealed class ReleaseCompilationTests
{
    public static TheoryData<string> Releases { get; } = new(Repository.Releases);

    // Of the console, the web and the worker SDK.
    private static readonly string[] _implicitNamespaces =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    [Theory]
    [MemberData(nameof(Releases))]
    public void The_client_of_a_release_compiles_without_a_warning(string release)
        => ClientCompiler.AssertCompiles(ClientCompiler.Compile(Repository.Generated(release)));

    [Fact]
    public void A_file_with_every_implicit_using_names_every_model_without_ambiguity()
    {
        string usings = string.Concat(_implicitNamespaces.Select(n => $"global using {n};\n"));
        foreach (string release in Repository.Releases) UserFile.AssertNamesEverything(Repository.Generated(release), usings);
    }

    [Fact]
    public void Every_type_that_an_implicit_using_brings_is_reserved()
    {
        HashSet<string> reserved = File.ReadLines(Repository.InRoot("generator/Shaping/ReservedTypeNames.txt")).ToHashSet();

        Assert.Empty(_implicitNamespaces.SelectMany(UserFile.TypesOf).Except(reserved).Order(StringComparer.Ordinal));
    }
}
