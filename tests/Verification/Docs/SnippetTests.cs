using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OpenCode.Workbench;
using OpenCodeGen;
using OpenCodeGen.Settings;
using Xunit;

namespace OpenCode.Verification.Tests.Docs;

/// <summary>What the documentation shows compiles: every page is one program, from its first snippet to its last.</summary>
public sealed partial class SnippetTests
{
    private const string ConsoleUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;
        using OpenCode;
        using OpenCode.Approvals;
        using OpenCode.Core.Builders;
        using OpenCode.Core.Credentials;
        using OpenCode.Core.Errors;
        using OpenCode.Core.Events;
        using OpenCode.Core.Operations;
        using OpenCode.Core.Options;
        using OpenCode.Core.Responses;
        using OpenCode.DependencyInjection.Health;
        using OpenCode.Hosting;
        using OpenCode.Hosting.Folders;
        using OpenCode.Hosting.Logs;
        using OpenCode.Hosting.Services;
        using OpenCode.Models;
        using OpenCode.Runtime;
        using OpenCode.Sessions;
        using OpenCode.Terminals;
        using OpenCode.Testing;
        using OpenCode.Testing.ContextServers;
        using OpenCode.Testing.Events;
        using OpenCode.Testing.Faults;
        using OpenCode.Testing.Hostile;
        using OpenCode.Turns;
        using OpenCode.Verification;
        using OpenCode.Verification.Broker;
        using OpenCode.Verification.Conformance;
        using OpenCode.Verification.Har;
        using OpenCode.Verification.Judging;
        using OpenCode.Verification.Matrix;
        using OpenCode.Verification.Recording;
        using OpenCode.Verification.Reports;
        using OpenCode.Verification.Results;
        using OpenCode.Verification.RoundTrips;
        using OpenCode.Verification.Traffic;
        using OpenCode.WireMock;
        using OpenCode.WireMock.Events;

        """;

    public static TheoryData<string> Pages()
    {
        var pages = new TheoryData<string>();
        foreach (string file in Directory.EnumerateFiles(Clone.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Clone.InRoot("docs"), "*.md", SearchOption.AllDirectories)))
        {
            if (Fence().IsMatch(File.ReadAllText(file))) pages.Add(Path.GetRelativePath(Clone.Root, file).Replace('\\', '/'));
        }

        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_of_documentation_compiles(string page)
    {
        string text = File.ReadAllText(Clone.InRoot(page));
        string code = string.Join("\n", Fence().Matches(text).Select(m => m.Groups[1].Value));

        // A page that begins with its own usings is what a reader copies into Program.cs: it gets what a console project has, and nothing else.
        bool whole = UsingDirective().IsMatch(code);
        var program = new StringBuilder(whole ? "" : Usings);

        // Another page may go on from what one before it set up.
        if (!whole && !code.Contains(" client =", StringComparison.Ordinal)) program.AppendLine("OpenCodeClient client = new();");
        if (!whole && code.Contains("session.", StringComparison.Ordinal) && !code.Contains("Session session =", StringComparison.Ordinal))
            program.AppendLine("Session session = await client.Session.PostAsync();");
        program.Append(code);

        var options = new CSharpParseOptions(LanguageVersion.Preview);
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(f => MetadataReference.CreateFromFile(f));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "page",
            [
                CSharpSyntaxTree.ParseText(program.ToString(), options, page, Encoding.UTF8, TestContext.Current.CancellationToken),
                .. whole
                    ? [CSharpSyntaxTree.ParseText(ConsoleUsings, options, cancellationToken: TestContext.Current.CancellationToken)]
                    : Array.Empty<SyntaxTree>(),
                .. GeneratedFor(text).Select(f => CSharpSyntaxTree.ParseText(f, options, cancellationToken: TestContext.Current.CancellationToken)),
            ],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>The client that a page makes of the document it shows.</summary>
    private static IEnumerable<string> GeneratedFor(string page)
    {
        Match document = Document().Match(page);
        if (!document.Success) return [];
        GeneratorSettings settings = new() { Namespace = Namespace().Match(page).Groups[1].Value };
        Generation generation = Generation.Run(Encoding.UTF8.GetBytes(document.Groups[2].Value), document.Groups[1].Value, settings: settings);
        return generation.Files.Select(static f => f.Content);
    }

    [GeneratedRegex("^```json (\\S+)\\r?\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Document();

    [GeneratedRegex("<OpenApiClient [^>]*Namespace=\"([^\"]+)\"")]
    private static partial Regex Namespace();

    [GeneratedRegex("^```csharp\\r?\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [\w.]+;")]
    private static partial Regex UsingDirective();
}
