using System.Text.Json.Nodes;

namespace OpenCodeGen.Changes.Tests.Callers;

/// <summary>A change of the document, what a caller had written, and what is said of it.</summary>
/// <param name="Name">What changes.</param>
/// <param name="Change">Changes it.</param>
/// <param name="Caller">Statements with a <c>client</c>; they compile with the old client.</param>
/// <param name="Rule">The rule that is found.</param>
/// <param name="Subject">What it is found of.</param>
internal sealed record CallerCase(string Name, Action<Petstore> Change, string Caller, string Rule, string Subject)
{
    private const string Ok = """{ "operationId": "x.y", "responses": { "204": { "description": "" } } }""";

    public static IReadOnlyList<CallerCase> All { get; } =
    [
        new("a property is gone", static d => d.Properties("Pet").Remove("nick"), "_ = new Pet { Name = \"\" }.Nick;", "csharp-member-removed", "Pet.Nick"),
        new("a property is new",
            static d => d.Replace("Pet", "size", """{ "type": "number" }"""),
            "_ = new Pet { Name = \"\" };", "csharp-member-added", "Pet.Size"),
        new("a property has another type",
            static d => d.Replace("Pet", "age", """{ "type": "string" }"""),
            "long? age = new Pet { Name = \"\" }.Age; _ = age;", "csharp-member-type-changed", "Pet.Age"),
        new("an integer is a number",
            static d => d.Replace("Pet", "age", """{ "type": "number" }"""),
            "long? age = new Pet { Name = \"\" }.Age; _ = age;", "csharp-member-type-changed", "Pet.Age"),
        new("a number becomes required", static d => d.Require("Pet", "age"), "_ = new Pet { Name = \"\" };", "csharp-property-became-required", "Pet.Age"),
        new("a number that becomes required is no nullable",
            static d => d.Require("Pet", "age"),
            "long? age = (new Pet { Name = \"\" }).Age; if (age.HasValue) { }", "csharp-member-type-changed", "Pet.Age"),
        new("a string becomes required", static d => d.Require("Pet", "nick"), "_ = new Pet { Name = \"\" };", "csharp-property-became-required", "Pet.Nick"),
        new("a string becomes optional",
            static d => d.Release("Pet", "name"),
            "string name = Any<Pet>().Name; _ = name.Length;", "csharp-nullability-changed", "Pet.Name"),
        new("a property need not be set", static d => d.Release("Pet", "name"), "_ = new Pet { Name = \"\" };", "csharp-property-became-optional", "Pet.Name"),
        new("a new property is required",
            static d => { d.Replace("Pet", "id", """{ "type": "string" }"""); d.Require("Pet", "id"); },
            "_ = new Pet { Name = \"\" };", "csharp-required-property-added", "Pet.Id"),
        new("an element has another type",
            static d => d.Replace("Pet", "tags", """{ "type": "array", "items": { "type": "integer" } }"""),
            "IReadOnlyList<string>? tags = new Pet { Name = \"\" }.Tags; _ = tags;", "csharp-member-type-changed", "Pet.Tags"),
        new("an element may be null",
            static d => d.Replace("Pet", "tags", """{ "type": "array", "items": { "type": [ "string", "null" ] } }"""),
            "string tag = Any<Pet>().Tags![0]; _ = tag.Length;", "csharp-nullability-changed", "Pet.Tags"),
        new("an operation is deprecated",
            static d => d.Paths["/pets/{id}"]!["delete"]!["deprecated"] = true,
            "_ = client.Pets[\"1\"].DeleteAsync();", "csharp-became-obsolete",
            "PetsItemRequestBuilder.DeleteAsync(Action<RequestConfiguration>? configure, CancellationToken cancellationToken)"),
        new("a value of an enum is gone",
            static d => d.Replace("Pet", "mood", """{ "type": "string", "enum": [ "calm" ] }"""),
            "_ = PetMood.Wild;", "csharp-member-removed", "PetMood.Wild"),
        new("a value of an enum is new",
            static d => d.Replace("Pet", "mood", """{ "type": "string", "enum": [ "calm", "wild", "odd" ] }"""),
            "_ = PetMood.Wild;", "csharp-member-added", "PetMood.Odd"),
        new("a value of an enum has another name",
            static d => d.Replace("Pet", "mood", """{ "type": "string", "enum": [ "calm", "feral" ] }"""),
            "_ = PetMood.Wild;", "csharp-member-removed", "PetMood.Wild"),
        new("an enum becomes a string",
            static d => d.Replace("Pet", "mood", """{ "type": "string" }"""),
            "PetMood? mood = new Pet { Name = \"\" }.Mood; _ = mood;", "csharp-type-removed", "PetMood"),
        new("an operation is gone",
            static d => d.Paths["/pets/{id}"]!.AsObject().Remove("delete"),
            "_ = client.Pets[\"1\"].DeleteAsync();", "csharp-member-removed", "OperationCatalog.PetsDelete"),
        new("an operation is new",
            static d => d.Add("/pets/{id}", "put", Ok),
            "_ = client.Pets[\"1\"].DeleteAsync();", "csharp-member-added", "OperationCatalog.XY"),
        new("a path is gone", static d => d.Paths.Remove("/shape"), "_ = client.Shape.GetAsync();", "csharp-member-removed", "RootRequestBuilder.Shape"),
        new("a path is new", static d => d.Add("/toys", "get", Ok), "_ = client.Shape;", "csharp-member-added", "RootRequestBuilder.Toys"),
        new("a path has another name",
            static d => { d.Paths["/form"] = d.Paths["/shape"]!.DeepClone(); d.Paths.Remove("/shape"); },
            "_ = client.Shape.GetAsync();", "csharp-member-removed", "RootRequestBuilder.Shape"),
        new("a path parameter has another name",
            static d => Rename(d, "/pets/{id}", "/pets/{petId}", "petId"),
            "_ = client.Pets[id: \"1\"];", "csharp-parameter-renamed", "PetsRequestBuilder.this(string petId)"),
        new("a response has another type",
            static d => Response(d, """{ "type": "string" }"""),
            "System.Threading.Tasks.Task<Pet> pet = client.Pets[\"1\"].GetAsync(); _ = pet;", "csharp-member-type-changed", "OperationCatalog.PetsGet"),
        new("a query parameter is gone",
            static d => d.Paths["/pets"]!["get"]!.AsObject().Remove("parameters"),
            "_ = client.Pets.GetAsync(c => c.Query.Limit = 3);", "csharp-type-removed", "PetsListQuery"),
        new("a query parameter has another type",
            static d => Parameter(d, """{ "name": "limit", "in": "query", "schema": { "type": "string" } }"""),
            "_ = client.Pets.GetAsync(c => c.Query.Limit = 3);", "csharp-member-type-changed", "PetsListQuery.Limit"),
        new("a query parameter is new",
            static d => Parameter(d, """{ "name": "limit", "in": "query", "schema": { "type": "integer" } }, { "name": "after", "in": "query", "schema": { "type": "string" } }"""),
            "_ = client.Pets.GetAsync(c => c.Query.Limit = 3);", "csharp-member-added", "PetsListQuery.After"),
        new("a query parameter is required",
            static d => Parameter(d, """{ "name": "limit", "in": "query", "required": true, "schema": { "type": "integer" } }"""),
            "_ = client.Pets.GetAsync(c => c.Query.Limit = 3);", "csharp-parameters-changed", "PetsRequestBuilder.GetAsync(Action<RequestConfiguration<PetsListQuery>>? configure, CancellationToken cancellationToken)"),
        new("a body is gone",
            static d => d.Paths["/pets"]!["post"]!.AsObject().Remove("requestBody"),
            "_ = client.Pets.PostAsync(new Pet { Name = \"\" });", "csharp-parameters-changed", "PetsRequestBuilder.PostAsync(Pet body, Action<RequestConfiguration>? configure, CancellationToken cancellationToken)"),
        new("a body becomes required",
            static d => d.Require("Note", "text"),
            "_ = client.Pets[\"1\"].PatchAsync();", "csharp-parameter-became-required",
            "PetsItemRequestBuilder.PatchAsync(Note body, Action<RequestConfiguration>? configure, CancellationToken cancellationToken)"),
        new("a body becomes optional",
            static d => { d.Release("Pet", "name"); d.Paths["/pets"]!["post"]!["requestBody"]!["required"] = false; },
            "_ = client.Pets.PostAsync(new Pet { Name = \"\" });", "csharp-parameter-became-optional",
            "PetsRequestBuilder.PostAsync(Pet? body, Action<RequestConfiguration>? configure, CancellationToken cancellationToken)"),
        new("a variant is gone",
            static d => Variants(d, """[ { "$ref": "#/components/schemas/Circle" } ]"""),
            "object shape = new Square { Side = 1 }; _ = shape;", "csharp-type-removed", "Square"),
        new("a variant is new",
            static d => Grow(d, """[ { "$ref": "#/components/schemas/Circle" }, { "$ref": "#/components/schemas/Square" }, { "$ref": "#/components/schemas/Star" } ]"""),
            "_ = new Square { Side = 1 };", "csharp-type-added", "Star"),
        new("a choice becomes one object",
            static d => Variants(d, """[ { "$ref": "#/components/schemas/Circle" } ]"""),
            "Shape shape = new Circle { Radius = 1 }; _ = shape;", "csharp-type-removed", "Shape"),
        new("a schema is gone",
            static d => d.Properties("Pet").Remove("owner"),
            "_ = new Owner { Street = \"\", City = \"\", Zip = \"\" };", "csharp-type-removed", "Owner"),
        new("a property of a variant has another type",
            static d => d.Replace("Circle", "radius", """{ "type": "string" }"""),
            "double radius = new Circle { Radius = 1 }.Radius; _ = radius;", "csharp-member-type-changed", "Circle.Radius"),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string Variant(string kind)
        => $$"""{ "type": "object", "required": [ "kind" ], "properties": { "kind": { "type": "string", "const": "{{kind}}" } } }""";

    private static void Grow(Petstore document, string variants)
    {
        document.AddSchema("Star", Variant("star"));
        Variants(document, variants);
    }

    private static void Variants(Petstore document, string json) => document.Schema("Shape")["oneOf"] = JsonNode.Parse(json);

    private static void Parameter(Petstore document, string json)
        => document.Paths["/pets"]!["get"]!["parameters"] = JsonNode.Parse($"[ {json} ]");

    private static void Response(Petstore document, string schema)
        => document.Paths["/pets/{id}"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"] = JsonNode.Parse(schema);

    private static void Rename(Petstore document, string path, string renamed, string parameter)
    {
        JsonNode item = document.Paths[path]!.DeepClone();
        item["parameters"]![0]!["name"] = parameter;
        document.Paths.Remove(path);
        document.Paths[renamed] = item;
    }
}
