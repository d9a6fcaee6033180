using System.Text.Json;
using OpenCode.Calls;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Verification.Contract.Calls;
using OpenCode.Verification.Contract.Interactions;
using OpenCode.Verification.Contract.Pacts;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>The client against Pact's mock server: the requests it really sends, and what it really makes of the responses.</summary>
public sealed class ConsumerTests
{
    public static TheoryData<string> Descriptions => [.. AllInteractions.List.Select(static i => i.Description)];

    // A file that is read may be a page.
    public static TheoryData<string> FirstOfEveryOperation => [.. AllInteractions.List
        .Where(static i => i.Status is null && RequestPacts.OperationOf(i).Kind != OperationKind.Binary)
        .DistinctBy(static i => i.Operation)
        .Select(static i => i.Description)];

    [Theory]
    [MemberData(nameof(Descriptions))]
    public async Task The_client_sends_the_request_and_decodes_the_answer(string description)
    {
        Interaction interaction = AllInteractions.List.Single(i => i.Description == description);
        Operation operation = RequestPacts.OperationOf(interaction);
        using var pact = new PactContract(RequestPacts.Consumer, RequestPacts.Provider);
        ModelShapes.Requests.AddTo(pact, interaction);
        using MockServer server = pact.StartServer();
        using OpenCodeClient client = Connect(server);
        CallArguments call = RequestPacts.ArgumentsOf(interaction);
        object? result;
        try
        {
            result = await OperationCalls.CallAsync(client, interaction.Operation, call, TestContext.Current.CancellationToken);
        }
        catch (ApiStatusException error) when (interaction.Status is { } status && (int)error.Status == status)
        {
            Assert.True(server.Matched, server.Mismatches);
            if (interaction.Error is not null) Assert.Equal(interaction.Error, error.Error?.GetType().Name);
            return;
        }
        catch (ApiException error)
        {
            throw new InvalidOperationException($"{error.Message}\n{server.Mismatches}", error);
        }

        Assert.Null(interaction.Status);
        Assert.True(server.Matched, server.Mismatches);
        if (operation.Kind == OperationKind.Json) AssertKept(call.Answer!.Body, result!);
        else Assert.Equal(operation.Kind is not OperationKind.NoContent, result is not null);
    }

    /// <summary>
    /// Servers answer their web page on routes that they do not have: older releases, on many. It is in no pact, as the pinned release has every route.
    /// </summary>
    [Theory]
    [MemberData(nameof(FirstOfEveryOperation))]
    public async Task A_page_instead_of_an_answer_says_that_the_route_is_missing(string description)
    {
        Interaction interaction =
            AllInteractions.List.Single(i => i.Description == description) with
            {
                Status = 200,
                TextAnswer = ("text/html",
                "<!doctype html><title>OpenCode</title>")
            };
        using var pact = new PactContract(RequestPacts.Consumer, RequestPacts.Provider);
        ModelShapes.Requests.AddTo(pact, interaction);
        using MockServer server = pact.StartServer();
        using OpenCodeClient client = Connect(server);

        var error = await Assert.ThrowsAsync<ApiContractException>(
            () => OperationCalls.CallAsync(client, interaction.Operation, RequestPacts.ArgumentsOf(interaction), TestContext.Current.CancellationToken));

        Assert.True(error.Violation == ContractViolation.NoSuchRoute, error.Message);
    }

    private static OpenCodeClient Connect(MockServer server) => new(new OpenCodeClientOptions
    {
        BaseUri = server.Address,
        Password = "",
        StrictDecoding = true,
        Retry = RetryOptions.None,
    });

    /// <summary>What the client made of a response is all of the response: written again, it is the same JSON.</summary>
    private static void AssertKept(ReadOnlyMemory<byte> answer, object result)
    {
        using JsonDocument sent = JsonDocument.Parse(answer);
        JsonElement kept = JsonSerializer.SerializeToElement(result, result.GetType());
        Assert.True(JsonElement.DeepEquals(sent.RootElement, kept), $"{sent.RootElement.GetRawText()}\n{kept.GetRawText()}");
    }
}
