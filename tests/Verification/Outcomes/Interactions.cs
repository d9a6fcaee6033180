using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Pact;
using OpenCode.Pact.Provider;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;

namespace OpenCode.Verification.Tests.Outcomes;

/// <summary>Hand-made interactions and results.</summary>
internal static class Interactions
{
    /// <summary>What the core says of a request that got no answer; see tests/Contract/Pact.</summary>
    public const string NoAnswer = "error sending request for url (http://127.0.0.1:1/skill)";

    public static PactInteraction Of(string description, int status = 200, string? state = null)
    {
        var interaction = new JsonObject { ["description"] = description, ["response"] = new JsonObject { ["status"] = status } };
        if (state is not null) interaction["providerStates"] = new JsonArray(new JsonObject { ["name"] = state });
        return new PactInteraction(interaction);
    }

    public static InteractionResult Held() => new("", Held: true, [], null);

    public static InteractionResult Failed(params PactMismatch[] mismatches) => new("", Held: false, mismatches, null);

    public static InteractionResult Untried(string error) => new("", Held: false, [], error);

    /// <summary>A mismatch of the body, in the core's own words.</summary>
    public static PactMismatch Body(string path, string expected, string actual, string text) => new("BodyMismatch", path, expected, actual, text);

    public static PactMismatch EmptyList(string path = "$") => Body(path, """["{\"name\":\"n\"}"]""", "[]", "Expected [] (size 0) to have minimum size of 1");

    public static PactMismatch WrongType(string path) => Body(path, "\"n\"", "1", "Expected 1 (Integer) to be the same type as 'n' (String)");

    public static PactMismatch Status(int expected, int actual)
        => new("StatusMismatch", "", $"{expected}", $"{actual}", $"expected {expected} but was {actual}");

    public static KnownDifferences Known(params KnownDifference[] differences) => KnownDifferences.Parse(
        System.Text.Encoding.UTF8.GetBytes(new JsonObject
        {
            ["release"] = "1.0.0",
            ["differences"] = new JsonArray([.. differences.Select(static d => new JsonObject
            {
                ["operation"] = d.Operation,
                ["status"] = d.Status,
                ["pointer"] = d.Pointer,
                ["kind"] = d.Kind,
                ["shows"] = $"{d.Shows}",
                ["reason"] = d.Reason,
            })]),
        }.ToJsonString()),
        "known.json");
}
