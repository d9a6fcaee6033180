using OpenCode.Client.Tests.Compilation;
using OpenCodeGen;
using OpenCodeGen.Dialects;
using OpenCodeGen.Settings;
using Xunit;

namespace OpenCode.Client.Tests.Settings;

/// <summary>Clients under names of their users' own, of documents that mean what they say.</summary>
public sealed class OwnNamesTests
{
    private const string Model = """{"type": "object", "properties": {"name": {"type": "string"}}}""";

    // What surrounds a client in its user's project: types with names of the runtime, and of what generated code uses.
    private const string Surroundings = """
        namespace Acme
        {
            /// <summary>In the way.</summary>
            public sealed class RequestConfiguration;

            /// <summary>In the way.</summary>
            public sealed class JsonElement;

            /// <summary>In the way.</summary>
            public static class Task;
        }
        """;

    [Theory]
    [InlineData("Pets", null, "PetsClient")]
    [InlineData("Acme.Pets", null, "PetsClient")]
    [InlineData("Acme.PetsClient", null, "PetsApiClient")]
    [InlineData("Acme.Pets", "Shop", "Shop")]
    [InlineData("Acme.Action.System", null, "SystemClient")]
    [InlineData("Acme.OpenCode.Core", null, "CoreClient")]
    [InlineData("OpenCode.Fork", "OpenCodeClient", "OpenCodeClient")]
    [InlineData("Models.Requests", null, "RequestsClient")]
    [InlineData("Été", null, "ÉtéClient")]
    public void A_client_compiles_under_any_name_and_beside_any_type(string space, string? client, string expected)
    {
        SpecBuilder spec = new SpecBuilder().Schema("Pet", Model).Get("/stream", """{"type": "boolean"}""");
        foreach (string name in space.Split('.').Append(expected).Distinct()) spec.Schema(name, Model);

        Generation generation = Generate(spec, space, client);

        Assert.Equal(expected, generation.Model.Names.Client);
        Assert.Contains(generation.Files, f => f.Path == expected + ".g.cs");
        ClientCompiler.AssertCompiles(ClientCompiler.Compile(generation, Surroundings, $$"""
            namespace User;
            using global::{{space}};
            using global::{{space}}.Models;

            /// <summary>Uses the client.</summary>
            public static class Use
            {
                /// <summary>Uses it.</summary>
                public static {{expected}} Create() => new(new Uri("http://127.0.0.1"));

                /// <summary>Uses a model.</summary>
                public static Pet CreatePet() => new() { Name = "Rex" };
            }
            """));
    }

    /// <summary>The namespace, the client, and a part of what is said.</summary>
    public static TheoryData<string, string?, string> Refused => new()
    {
        { "", null, "a part is empty" },
        { "Acme..Pets", null, "a part is empty" },
        { "1Pets", null, "the namespace '1Pets' is not valid in C#: '1Pets' is no identifier" },
        { "Acme.class", null, "'class' is no identifier, or a keyword" },
        { "Acme.my-pets", null, "'my-pets' is no identifier" },
        { "Pets", "new", "the client's name 'new' is not valid" },
        { "Acme.Pets", "Pets", "the client cannot be called 'Pets'" },
        { "Pets", "Task", "the client cannot be called 'Task'" },
        { "Pets", "OperationCatalog", "the client cannot be called 'OperationCatalog'" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_name_that_cannot_work_is_refused(string space, string? client, string message)
    {
        SettingsException refused = Assert.Throws<SettingsException>(() => Generate(new SpecBuilder().Schema("Pet", Model), space, client));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_OpenCodes_is_found_in_its_dialect_only()
    {
        SpecBuilder spec = new SpecBuilder()
            .Schema("Item",
                """{"type": "object", "properties": {"time": {"type": "object", "properties": {"created": {"type": "integer"}}}, "limit": {"anyOf": [{"type": "integer"}, {"type": "boolean", "enum": [false]}]}}}""")
            .Operation("get", "/a/{id}/connect",
                """{"operationId": "a", "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}, {"name": "directory", "in": "query", "required": true, "schema": {"type": "string"}}], "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "boolean"}}}}}}""");

        Generation standard = Generate(spec, "Pets", null);
        Generation openCode = Generate(spec, "Pets", null, Dialect.OpenCode);

        Assert.Equal((null, "IntegerOrFalse"), (TimeName(standard), ModelQueries.Spell(openCode.Model.Object("Item").Property("limit").Type)));
        Assert.Equal("CreatedAt", TimeName(openCode));
        Assert.NotEqual("IntegerOrFalse", ModelQueries.Spell(standard.Model.Object("Item").Property("limit").Type));
        Assert.Equal("directory", Assert.Single(standard.Model.Operation("a").Required).Name.ToLowerInvariant());
        Assert.Empty(openCode.Model.Operation("a").Required);
        ClientCompiler.AssertCompiles(ClientCompiler.Compile(standard));
        ClientCompiler.AssertCompiles(ClientCompiler.Compile(openCode));

        static string? TimeName(Generation generation) => generation.Model.Objects.SelectMany(o => o.Properties).Single(p => p.WireName == "created").TimeName;
    }

    [Fact]
    public void Every_type_that_generated_code_imports_is_reserved()
    {
        IEnumerable<string> types = typeof(Core.Builders.IRequestSender).Assembly.GetExportedTypes()
            .Where(t => t.Namespace!.StartsWith("OpenCode.Core.", StringComparison.Ordinal) && t is { IsNested: false })
            .Where(t => Importing.Any(i => i.Contains($"using global::{t.Namespace};", StringComparison.Ordinal)))
            .Select(t => t.Name.Split('`')[0])
            .Distinct();

        Assert.All(types, name => Assert.True(Reserves(name), $"A model named {name} would be ambiguous; add the name to ReservedTypeNames.txt."));
    }

    private static readonly Lazy<IReadOnlyList<string>> _importing = new(() =>
    [
        .. Generate(new SpecBuilder().Schema("Pet", Model), "Pets", null).Files
            .Where(f => !f.Path.Contains("Client", StringComparison.Ordinal))
            .Select(f => f.Content),
    ]);

    private static IReadOnlyList<string> Importing => _importing.Value;

    private static bool Reserves(string name)
        => new SpecBuilder().Schema(name, Model).Model().Objects.All(o => o.Name != name);

    private static Generation Generate(SpecBuilder spec, string space, string? client, Dialect? dialect = null)
    {
        GeneratorSettings settings = new() { Namespace = space, ClientName = client, Dialect = dialect ?? Dialect.Standard };
        return Generation.Run(spec.ToBytes(), "test.json", settings: settings);
    }
}
