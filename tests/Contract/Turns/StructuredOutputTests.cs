using System.Text.Json.Serialization;
using OpenCode.Sessions;
using OpenCode.Testing;
using OpenCode.Turns;

namespace OpenCode.Contract.Tests.Turns;

/// <summary>Values out of what a model writes.</summary>
public sealed partial class StructuredOutputTests(TurnServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the model writes, one response after the other.</summary>
    public static TheoryData<string[]> Responses => new()
    {
        { ["""{"name":"Ada","age":36}"""] },
        { ["Here it is:\n```json\n{\"name\": \"Ada\", \"age\": 36}\n```\nDone."] },
        { ["I do not know.", """{"name":"Ada"}""", """{"name":"Ada","age":36}"""] },
        { ["""{"name":"Ada","age":"thirty-six"}""", "Sorry! {\"name\":\"Ada\",\"age\":36}"] },
    };

    [Theory]
    [MemberData(nameof(Responses))]
    public async Task A_value_is_read_as_soon_as_a_response_fits(string[] responses)
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Structured", Token);
        StructuredResult<Person> result = await session.PromptAsync(
            server.Conversation(responses), People.Default.Person, attempts: responses.Length, cancellationToken: Token);

        Assert.Equal(new Person("Ada", 36), result.Value);
        Assert.Equal(10 * responses.Length, result.Usage.InputTokens);
    }

    [Fact]
    public async Task Where_none_fits_the_exception_has_what_came_and_why_it_does_not()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        OpenCodeSession session = await client.Sessions.CreateAsync("Structured", Token);

        StructuredOutputException failed = await Assert.ThrowsAsync<StructuredOutputException>(() => session.PromptAsync(
            server.Conversation("""{"name":"Ada"}""", """{"name":"Ada"}"""), People.Default.Person, attempts: 2, cancellationToken: Token));

        Assert.Contains("age", failed.Message, StringComparison.Ordinal);
        Assert.Equal("""{"name":"Ada"}""", failed.Result.Text);
    }

    internal sealed record Person(string Name, int Age);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(Person))]
    internal sealed partial class People : JsonSerializerContext;
}
