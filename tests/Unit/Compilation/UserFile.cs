using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OpenCodeGen;
using Xunit;

namespace OpenCode.Client.Tests.Compilation;

/// <summary>A file as a user of the client writes it.</summary>
internal static class UserFile
{
    /// <summary>Names every model, unqualified, in a file with the SDK's usings and those of the client.</summary>
    public static void AssertNamesEverything(Generation generation, string usings)
    {
        var text =
            new StringBuilder(
                "using OpenCode;\nusing OpenCode.Models;\n\ninternal static class UserFile\n{\n    private static readonly Type[] All =\n    [\n");
        foreach ((string name, _) in generation.Model.Types())
            text.Append("        typeof(").Append(name).Append("),\n");
        text.Append("    ];\n\n    public static int Count => All.Length;\n}\n");

        // Names and namespaces are all that matters, so the client is there as empty types.
        var models = new StringBuilder("namespace OpenCode\n{\n");
        foreach (string name in typeof(OpenCodeClient).Assembly.GetExportedTypes().Where(t => t is { Namespace: "OpenCode", IsNested: false })
            .Select(t => t.Name.Split('`')[0]).Distinct())
        {
            models.Append("    public class ").Append(name).Append(";\n");
        }

        models.Append("}\nnamespace OpenCode.Models\n{\n");
        foreach ((string name, _) in generation.Model.Types())
            models.Append("    public class ").Append(name).Append(";\n");
        CSharpCompilation compilation = CSharpCompilation.Create(
            "User",
            [CSharpSyntaxTree.ParseText(models.Append("}\n").ToString()), CSharpSyntaxTree.ParseText(usings), CSharpSyntaxTree.ParseText(text.ToString())],
            [.. ClientCompiler.FrameworkReferences, .. _webReferences.Value],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        List<string> errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors.Take(20)));
    }

    /// <summary>The public types, not generic ones, of a namespace as a user sees it.</summary>
    public static IEnumerable<string> TypesOf(string space)
    {
        CSharpCompilation compilation = CSharpCompilation.Create("User", references: [.. ClientCompiler.FrameworkReferences, .. _webReferences.Value]);
        INamespaceSymbol? current = compilation.GlobalNamespace;
        foreach (string name in space.Split('.')) current = current?.GetNamespaceMembers().FirstOrDefault(n => n.Name == name);
        return current?.GetTypeMembers().Where(t => t is { DeclaredAccessibility: Accessibility.Public, Arity: 0 }).Select(t => t.Name) ?? [];
    }

    /// <summary>The web framework beside the running framework, the newest one.</summary>
    private static readonly Lazy<IReadOnlyList<MetadataReference>> _webReferences = new(() =>
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string web = Path.GetFullPath(Path.Combine(runtime, "..", "..", "Microsoft.AspNetCore.App", Path.GetFileName(runtime)));
        Assert.True(Directory.Exists(web), $"The web framework is not installed at {web}.");
        return Directory.EnumerateFiles(web, "Microsoft.*.dll").Select(MetadataReference (p) => MetadataReference.CreateFromFile(p)).ToList();
    });
}
