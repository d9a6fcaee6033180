using System.IO.Compression;
using OpenCode.Testing;
using OpenCode.Workbench;

namespace OpenCode.Packages.Tests;

/// <summary>The build step of the package OpenCodeGen.Build, in projects of somebody who has only the packages.</summary>
[Trait("Category", "Packages")]
public sealed class BuildStepTests(PackageFeed feed)
{
    private const string OnePet = """
        {
          "openapi": "3.1.0", "info": { "title": "Pets", "version": "1" },
          "paths": {
            "/pets/{id}": {
              "get": {
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } }
              }
            }
          },
          "components": { "schemas": { "Pet": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } } } }
        }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Clients_of_two_documents_stand_beside_each_other_and_beside_the_client_of_the_package()
    {
        Workplace workplace = await CreateAsync("side-by-side", ["OpenCodeGen.Build", "OpenCodeGen.Client"], """
            <OpenApiClient Include="petstore.json" Namespace="Pets" Overlays="owner.json;unless.json" />
            <OpenApiClient Include="opencode.json" Namespace="Acme.OpenCode" Client="OlderClient" Dialect="opencode" OutputFolder="Older" Names="older.names.json" />
            """);
        await workplace.WriteAsync("petstore.json", OnePet, Cancellation);
        await workplace.WriteAsync("owner.json", Overlay("Pet", """{"properties":{"owner":{"type":"string"}}}"""), Cancellation);
        await workplace.WriteAsync("unless.json", Overlay("Dog", "{}"), Cancellation);
        await workplace.WriteAsync("opencode.json", await OlderDocumentAsync(), Cancellation);
        await workplace.WriteAsync("Program.cs", """
            using Acme.OpenCode;
            using OpenCode;
            using OpenCode.Core.Options;
            using Pets;

            using var pets = new PetsClient(new Uri(args[0]));
            using var older = new OlderClient(new ApiClientOptions { BaseUri = new Uri(args[1]), DefaultParameters = { ["directory"] = Environment.CurrentDirectory } });
            using var client = new OpenCodeClient(new Uri(args[1]));
            Acme.OpenCode.Models.Session created = await older.Session.PostAsync(new Acme.OpenCode.Models.SessionCreateRequest { Title = "from the older client" });
            string? owner = (await pets.Pets[1].GetAsync()).Owner;
            Console.WriteLine($"{(await pets.Pets[1].GetAsync()).Name} of {owner ?? "nobody"}, {(await client.Session[created.Id].GetAsync()).Title}, {created.Directory == Environment.CurrentDirectory}");
            """, Cancellation);
        await using PetStore store = new();
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(cancellationToken: Cancellation);

        string output = await workplace.RunAsync(["dotnet", "run", "--", store.Address.ToString(), sandbox.BaseUri.ToString()], Cancellation);

        Assert.Contains("Rex of nobody, from the older client, True", output, StringComparison.Ordinal);
        Assert.Contains("warning OCG001: action 1 ($.components.schemas.Dog) selects nothing", output, StringComparison.Ordinal);
        Assert.True(File.Exists(workplace.PathOf("Older/OlderClient.g.cs")) && File.Exists(workplace.PathOf("older.names.json")));
        Assert.Empty(Directory.GetFiles(workplace.Folder, "PetsClient.g.cs"));
    }

    [Fact(Timeout = 600_000)]
    public async Task A_client_is_generated_when_something_of_it_changed_and_cleaned_with_the_project()
    {
        Workplace workplace = await CreateAsync("incremental", ["OpenCodeGen.Build"], """<OpenApiClient Include="petstore.json" Namespace="Pets" />""");
        await workplace.WriteAsync("petstore.json", OnePet, Cancellation);
        await workplace.WriteAsync("Program.cs", "System.Console.WriteLine(new Pets.Models.Pet { Name = \"Rex\" });", Cancellation);
        await workplace.RunAsync(["dotnet", "build"], Cancellation);
        DateTime first = StampOf(workplace);

        await workplace.RunAsync(["dotnet", "build"], Cancellation);
        Assert.Equal(first, StampOf(workplace));

        await workplace.WriteAsync(
            "petstore.json",
            OnePet.Replace("[\"name\"], \"properties\": { \"name\"", "[\"nick\"], \"properties\": { \"nick\"", StringComparison.Ordinal),
            Cancellation);
        (int code, string output) = await workplace.TryAsync(["dotnet", "build"], Cancellation);
        Assert.Contains("error CS", output, StringComparison.Ordinal);
        Assert.NotEqual(0, code);
        Assert.NotEqual(first, StampOf(workplace));

        await workplace.WriteAsync("petstore.json", OnePet, Cancellation);
        await workplace.RunAsync(["dotnet", "build"], Cancellation);
        await workplace.WriteAsync("petstore.json", "nonsense", Cancellation);
        await workplace.RunAsync(["dotnet", "build", "-p:GenerateOpenApiClients=false"], Cancellation);

        await workplace.RunAsync(["dotnet", "clean"], Cancellation);
        Assert.Empty(Directory.GetFiles(workplace.PathOf("obj"), "Pet*.g.cs", SearchOption.AllDirectories));
    }

    /// <summary>What is wrong with the project, and what the build says.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { """<OpenApiClient Include="petstore.json" Namespace="Pets" />""",
            OnePet.Replace("\"type\": \"integer\"", "\"type\": \"whole\"", StringComparison.Ordinal),
            "petstore.json(6,9): error OCG102: petstore.json is not a valid OpenAPI 3.1.0 document: " },
        { """<OpenApiClient Include="petstore.json" Namespace="Pets" />""", OnePet.Replace("schemas/Pet\"", "schemas/Dog\"", StringComparison.Ordinal),
            "petstore.json(7,87): error OCG102: #/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema: the $ref '#/components/schemas/Dog' is dangling" },
        { """<OpenApiClient Include="petstore.json" Namespace="Pets" />""", OnePet[..100], "petstore.json(4,19): error OCG102: petstore.json is truncated" },
        { """<OpenApiClient Include="missing.json" Namespace="Pets" />""", OnePet, "error OCG101: There is no document at" },
        { """<OpenApiClient Include="petstore.json" />""", OnePet,
            "error OCG100: The OpenApiClient 'petstore.json' has no namespace; write <OpenApiClient Include=\"petstore.json\" Namespace=\"" },
        { """<OpenApiClient Include="petstore.json" Namespace="1Pets" />""", OnePet, "error OCG100: the namespace '1Pets' is not valid in C#" },
        { """<OpenApiClient Include="petstore.json" Namespace="Pets" Dialect="esperanto" />""", OnePet,
            "error OCG100: there is no dialect 'esperanto'; there are standard and opencode." },
        { """<OpenApiClient Include="petstore.json" Namespace="Pets" OutputFolder="." />""", OnePet, "error OCG100: The OutputFolder of 'Pets' holds the project itself" },
        { """<OpenApiClient Include="petstore.json" Namespace="Pets" OutputFolder="Out" /><OpenApiClient Include="petstore.json" Namespace="Cats" OutputFolder="Out/" />""",
            OnePet, "error OCG100: Two OpenApiClient items have one OutputFolder" },
        { """<OpenApiClient Include="petstore.json;Program.cs" Namespace="Pets" />""", OnePet, "error OCG100: Two OpenApiClient items have one namespace" },
    };

    [Fact(Timeout = 600_000)]
    public async Task A_mistake_is_an_error_of_the_build_that_leads_to_its_line()
    {
        Workplace workplace = await CreateAsync("mistakes", ["OpenCodeGen.Build"], "<!-- item -->");
        string template = Directory.GetFiles(workplace.Folder, "*.csproj").Single();
        string text = await File.ReadAllTextAsync(template, Cancellation);
        File.Delete(template);
        foreach (((string item, string document, _), int number) in Mistakes.Select(static (m, i) => (m.Data, i)))
        {
            Directory.CreateDirectory(workplace.PathOf($"m{number}"));
            await workplace.WriteAsync($"m{number}/m{number}.csproj", text.Replace("<!-- item -->", item, StringComparison.Ordinal), Cancellation);
            await workplace.WriteAsync($"m{number}/Program.cs", "return 0;", Cancellation);
            await workplace.WriteAsync($"m{number}/petstore.json", document, Cancellation);
        }

        // One build of all of them, which goes on after each that fails.
        await workplace.WriteAsync("all.proj", """
            <Project>
              <ItemGroup><Mistaken Include="m*/*.csproj" /></ItemGroup>
              <Target Name="Build">
                <MSBuild Projects="@(Mistaken)" Targets="Restore" Properties="Restoring=true" />
                <MSBuild Projects="@(Mistaken)" ContinueOnError="ErrorAndContinue" />
              </Target>
            </Project>
            """, Cancellation);
        (int code, string output) = await workplace.TryAsync(["dotnet", "msbuild", "all.proj"], Cancellation);

        Assert.NotEqual(0, code);
        string[] lines = output.Split('\n');
        string[] unsaid = [.. Mistakes.Select(static (m, i) => (Message: m.Data.Item3, Project: $"m{i}.csproj]"))
            .Where(m => !lines.Any(l => l.Contains(m.Message, StringComparison.Ordinal) && l.TrimEnd().EndsWith(m.Project, StringComparison.Ordinal)))
            .Select(static m => $"{m.Project}: {m.Message}")];
        Assert.True(unsaid.Length == 0, $"{string.Join('\n', unsaid)}\n{output}");
    }

    private static string Overlay(string schema, string update) => $$"""
        {
          "overlay": "1.0.0", "info": { "title": "Test", "version": "1" },
          "actions": [{ "target": "$.components.schemas.{{schema}}", "update": {{update}} }]
        }
        """;

    private static DateTime StampOf(Workplace workplace)
        => File.GetLastWriteTimeUtc(Directory.GetFiles(workplace.PathOf("obj"), "Pets.stamp", SearchOption.AllDirectories).Single());

    private static async Task<string> OlderDocumentAsync()
    {
        await using FileStream file = File.OpenRead(Clone.InRoot("tests/Unit/Specs/opencode-1.14.41.json.gz"));
        await using GZipStream unzipped = new(file, CompressionMode.Decompress);
        using StreamReader reader = new(unzipped);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private async Task<Workplace> CreateAsync(string name, IEnumerable<string> packages, string items)
    {
        Workplace workplace = await feed.CreateWorkplaceAsync(name);
        string version = (await feed.PackagesAsync()).First(static p => p.Id == "OpenCodeGen.Build").Text("version")!;
        await workplace.WriteAsync(
            $"{name}.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>{string.Concat(packages.Select(p => $"""<PackageReference Include="{p}" Version="{version}" />"""))}{items}</ItemGroup>
            </Project>
            """,
            Cancellation);
        return workplace;
    }
}
