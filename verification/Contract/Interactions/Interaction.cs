using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Verification.Contract.States;

namespace OpenCode.Verification.Contract.Interactions;

/// <summary>What the client asks for, and what it needs in the answer. What is not said here follows from the client's model.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Title">What makes this interaction different from others of the operation.</param>
internal sealed record Interaction(string Operation, string Title)
{
    /// <summary>What the server must have before; see the states of the verification. Its values fill the path by the parameters' names.</summary>
    public string? Given { get; init; }

    /// <summary>What it needs of the server beside its state.</summary>
    public ServerNeed Needs { get; init; }

    /// <summary>Path parameters that are not the state's value of the same name; <c>*</c> is the rest of a path.</summary>
    public IReadOnlyDictionary<string, string> Path { get; init; } = new Dictionary<string, string>();

    /// <summary>Query parameters as a JSON object. Texts may have <c>${name}</c> for a value of the state.</summary>
    public string? Query { get; init; }

    /// <summary>The body as JSON, with values of the state as in <see cref="Query"/>.</summary>
    public string? Body { get; init; }

    /// <summary>Headers of the request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The status of the answer; null for the documented success.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// Decides what the model leaves open, by the place in the answer (a pointer, with <c>*</c> for items and map values): the name of a
    /// union's variant; for a list of a union, variants that must be among the items, joined by <c>+</c>; <c>null</c> or <c>value</c> where
    /// both may be; <c>present</c> for an optional property; <c>some</c> for a list that must not be empty, <c>any</c> for one that may be,
    /// <c>has</c> for one that must have such an item among others;
    /// <c>any</c> for a map whose values are not looked at, <c>.name</c> for one that is looked at in this value only; <c>=text</c> for one text.
    /// </summary>
    public IReadOnlyDictionary<string, string> Choose { get; init; } = new Dictionary<string, string>();

    /// <summary>The model of an error answer; null when it is a success, or has no documented body.</summary>
    public string? Error { get; init; }

    /// <summary>The answer, with rules inside, where it does not follow from the model.</summary>
    public JsonNode? Answer { get; init; }

    /// <summary>The content type and text of an answer that is not JSON.</summary>
    public (string ContentType, string Text)? TextAnswer { get; init; }

    /// <summary>Unique in the pact. A verification finds the operation before the colon.</summary>
    public string Description => $"{Operation}: {Title}";

    public override string ToString() => Description;
}
