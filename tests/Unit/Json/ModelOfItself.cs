using OpenCode.Client.Tests.Compilation;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>Empty values of a recursive union. Endless recursion would end the test run itself, so the decision is followed before it is run.</summary>
internal static class ModelOfItself
{
    public static void AssertEmptyEnds(string binary)
    {
        SpecBuilder spec = new SpecBuilder()
            .Schema("Binary", binary)
            .Schema("Unary", """{"type": "object", "required": ["operand"], "properties": {"operand": {"$ref": "#/components/schemas/Expression"}}}""")
            .Schema("Expression", """{"anyOf": [{"$ref": "#/components/schemas/Binary"}, {"$ref": "#/components/schemas/Unary"}]}""");

        AssertEmptyEnds(spec.Model());
        CompiledClient client = CompiledClient.Of(spec);
        Assert.Equal("UnknownExpression", client.RoundTrip("Expression", "{}").Type);
        Assert.Equal(("Unary", "{}"), (client.RoundTrip("Expression", """{"operand":{}}""").Type, client.RoundTrip("Unary", "{}").Json));
    }

    /// <summary>No type's empty value needs itself.</summary>
    public static void AssertEmptyEnds(ClientModel model)
    {
        foreach ((string name, _) in model.Types())
            Follow(name, []);

        void Follow(string name, List<string> above)
        {
            Assert.True(!above.Contains(name), $"The empty value is endless: {string.Join(" needs ", above)} needs {name}");
            above = [.. above, name];
            if (model.Objects.FirstOrDefault(o => o.Name == name) is { } type)
            {
                foreach (ModelProperty property in type.Properties.Where(p => p.IsRequired))
                {
                    if (property.Type is NamedRef { Kind: not NamedKind.Enum } named) Follow(named.Name, above);
                }
            }
            else if (model.Unions.FirstOrDefault(u => u.Name == name) is { } union && Empty(union.Objects) is { } index
                && union.Cases[index].Type is NamedRef chosen)
            {
                Follow(chosen.Name, above);
            }
        }
    }

    /// <summary>The variant that an object without properties becomes; null for an unknown one.</summary>
    private static int? Empty(Decision? decision) => decision switch
    {
        ChosenCase { RequiredProperties: [] } chosen => chosen.Case,
        ByString texts => Empty(texts.Otherwise),
        ByBoolean truth => Empty(truth.Otherwise),
        ByShape shapes => shapes.Shapes.Where(s => !s.Value.Any(p => p.StartsWith('!'))).Select(s => (int?)s.Key).FirstOrDefault(),
        _ => null,
    };
}
