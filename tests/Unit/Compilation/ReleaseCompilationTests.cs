using Xunit;

namespace OpenCode.Client.Tests.Compilation;

/// <summary>The output for every release compiles on the core alone, without a warning, even when nothing marks it as generated.</summary>
public sealed class ReleaseCompilationTests
{
    public static TheoryData<string> Releases { get; } = new(Repository.Releases);

    [Theory]
    [MemberData(nameof(Releases))]
    public void The_client_of_a_release_compiles_without_a_warning(string release)
        => ClientCompiler.AssertCompiles(ClientCompiler.CompileWithCore(Repository.Generated(release)));

    [Fact]
    public void A_file_with_every_implicit_using_names_every_model_without_ambiguity()
    {
        const string usings = ClientCompiler.ConsoleUsings + """

            global using System.Net.Http.Json;
            global using Microsoft.AspNetCore.Builder;
            global using Microsoft.AspNetCore.Hosting;
            global using Microsoft.AspNetCore.Http;
            global using Microsoft.AspNetCore.Routing;
            global using Microsoft.Extensions.Configuration;
            global using Microsoft.Extensions.DependencyInjection;
            global using Microsoft.Extensions.Hosting;
            global using Microsoft.Extensions.Logging;
            """;
        foreach (string release in Repository.Releases)
            UserFile.AssertNamesEverything(Repository.Generated(release), usings);
    }
}
