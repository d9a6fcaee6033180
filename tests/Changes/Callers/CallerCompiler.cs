using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OpenCode.Core.Builders;

namespace OpenCodeGen.Changes.Tests.Callers;

/// <summary>Compiles callers on generated clients.</summary>
internal static class CallerCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const int MemberReferences = 0x0A000000;

    private static readonly CSharpCompilationOptions _options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly List<MetadataReference> _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static p => Path.GetDirectoryName(p) != AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))
                .Select(static p => MetadataReference.CreateFromFile(p)),
        MetadataReference.CreateFromFile(typeof(IRequestSender).Assembly.Location),
    ];

    private static readonly Dictionary<Generation, byte[]> _clients = [];

    /// <summary>What the compiler has against a caller: errors, and warnings about null and about what is obsolete.</summary>
    public static List<Diagnostic> Compile(Generation client, string caller)
        => [.. Caller(ClientOf(client), caller).GetDiagnostics()
            .Where(static d => d.Severity >= DiagnosticSeverity.Warning
                && (d.Severity == DiagnosticSeverity.Error || d.Id is "CS0618" || d.Id.StartsWith("CS86", StringComparison.Ordinal)))];

    /// <summary>Whether a caller that was compiled with one client refers to something that another one has not.</summary>
    public static bool MissesSomething(Generation compiledWith, Generation runWith, string caller)
    {
        using MemoryStream stream = new();
        Assert.True(Caller(ClientOf(compiledWith), caller).Emit(stream).Success);
        AssemblyLoadContext context = new("caller", isCollectible: true);
        context.LoadFromStream(new MemoryStream(ClientOf(runWith)));
        Module module = context.LoadFromStream(new MemoryStream(stream.ToArray())).ManifestModule;
        using PEReader reader = new(new MemoryStream(stream.ToArray()));
        MetadataReader metadata = reader.GetMetadataReader();
        try
        {
            for (int row = 1; row <= metadata.MemberReferences.Count; row++) module.ResolveMember(MemberReferences + row);
            foreach (TypeReferenceHandle type in metadata.TypeReferences) module.ResolveType(MetadataTokenOf(type));
            return false;
        }
        catch (Exception exception) when (exception is MissingMemberException or TypeLoadException)
        {
            return true;
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Loads a client for a look at its types.</summary>
    public static Assembly Load(Generation client) => new AssemblyLoadContext("client").LoadFromStream(new MemoryStream(ClientOf(client)));

    private static int MetadataTokenOf(TypeReferenceHandle type) => System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(type);

    private static CSharpCompilation Caller(byte[] client, string caller) => CSharpCompilation.Create(
        "Caller",
        [Parse(Usings), Parse($$"""
            using Petstore;
            using Petstore.Models;
            using Petstore.Requests;
            using OpenCode.Core.Requests;
            public static class Caller
            {
                public static void Run(PetstoreClient client) { _ = client; {{caller}} }
                private static T Any<T>() => throw new NotSupportedException();
            }
            """)],
        [.. _references, MetadataReference.CreateFromImage(client)],
        _options);

    private static byte[] ClientOf(Generation generation)
    {
        lock (_clients)
        {
            if (_clients.TryGetValue(generation, out byte[]? known)) return known;
            using MemoryStream stream = new();
            var result = CSharpCompilation.Create("Client", [Parse(Usings), .. generation.Files.Select(static f => Parse(f.Content))], _references, _options)
                .Emit(stream);
            Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(5)));
            return _clients[generation] = stream.ToArray();
        }
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);
}
