using System.Text.Json;
using OpenCode.Client.Tests.Compilation;
using Xunit;

namespace OpenCode.Client.Tests.Traps;

/// <summary>Some names mean a secret only where a document uses them inside of credentials.</summary>
public sealed class SecretNameTests
{
    [Theory]
    [InlineData("ApiAuth", "key", "***")]
    [InlineData("OAuth", "refresh", "***")]
    [InlineData("StoredCredential", "access", "***")]
    [InlineData("ConnectToken", "ticket", "***")]
    [InlineData("KeyBinding", "key", "s3cret")]
    [InlineData("Author", "key", "s3cret")]
    [InlineData("ApiAuth", "name", "s3cret")]
    [InlineData("Thing", "password", "***")]
    [InlineData("Thing", "apiKey", "***")]
    public void A_document_decides_which_names_are_secret(string model, string property, string shown)
    {
        string schema = $$"""{"type": "object", "properties": {"{{property}}": {"type": "string"} } }""";
        string map = $$"""{"type": "object", "additionalProperties": {{SpecBuilder.Reference(model)}} }""";
        CompiledClient client =
            CompiledClient.Of(new SpecBuilder().Schema(model, schema).Schema("Holder", $$"""{"type": "object", "properties": {"all": {{map}} } }"""));

        object holder = JsonSerializer.Deserialize(Json(property, "s3cret"), client.Type("OpenCode.Models.Holder"))!;

        Assert.Equal("Holder " + Json(property, shown), holder.ToString());
    }

    private static string Json(string property, string value)
        => $$"""{"all":{"x":{"{{property}}":"{{value}}"} } }""".Replace(" ", "", StringComparison.Ordinal);

    [Fact]
    public void A_model_may_have_the_name_of_what_decides()
    {
        SpecBuilder spec = new SpecBuilder().Schema("ModelSecrets", """{"type": "object", "properties": {"n": {"type": "integer"} } }""");

        ClientCompiler.AssertCompiles(ClientCompiler.Compile(spec.Generate()));
    }
}
