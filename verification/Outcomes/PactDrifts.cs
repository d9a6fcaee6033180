using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Pact;
using OpenCode.Pact.Provider;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Results;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Outcomes;

/// <summary>Says in the terms of the spec where an interaction of a pact did not hold.</summary>
internal sealed partial class PactDrifts(ResponseLog answers, KnownDifferences known)
{
    private const int MostCharacters = 80;
    private const int InternalServerError = 500;
    private const int ServiceUnavailable = 503;
    private const string StatusMismatch = "StatusMismatch";

    /// <summary>The differences that an interaction showed.</summary>
    public IReadOnlyList<Drift> Of(PactInteraction interaction, InteractionResult result, string? eventType)
    {
        if (GotNoAnswer(result)) return [NoAnswer(interaction)];

        // With another status, the body is another thing altogether.
        PactMismatch? status = result.Mismatches.FirstOrDefault(static m => m.Kind == StatusMismatch);
        IEnumerable<PactMismatch> mismatches = status is null ? result.Mismatches.Where(static m => !IsEmptyList(m)) : [status];
        Drift[] drifts = [.. mismatches.SelectMany(m => Of(interaction, m, eventType)).DistinctBy(static d => (d.Pointer, d.Kind))];

        // A status that is known is known of other requests: of bad ones. Those of a pact say which status they deserve.
        return status is null ? known.Mark(drifts) : drifts;
    }

    /// <summary>
    /// Whether the server left a request without an answer. Only the text tells: a state that could not be set up is an error of the same
    /// form, but its request goes to the root of another server.
    /// </summary>
    public static bool GotNoAnswer(InteractionResult result) => result.Error is { } error && RequestWithoutAnswer().IsMatch(error);

    /// <summary>Whether a service that the pacts know as not available yet did what was asked.</summary>
    public static bool IsAvailableByNow(PactInteraction interaction, InteractionResult result)
        => interaction.Status == ServiceUnavailable
            && result.Mismatches.FirstOrDefault(static m => m.Kind == StatusMismatch) is { } status
            && DocumentedAnswer(interaction, ActualStatus(status)) is { IsSuccess: true };

    private static Drift NoAnswer(PactInteraction interaction) => new()
    {
        Operation = interaction.Operation,
        Status = interaction.Status,
        Pointer = "",
        Kind = DriftKinds.NoAnswer,
        Expected = "an answer",
        Found = "none",
        Source = DriftSource.Pact,
    };

    private IEnumerable<Drift> Of(PactInteraction interaction, PactMismatch mismatch, string? eventType)
    {
        int status = eventType is null ? interaction.Status : 200;
        Drift At(string pointer, string kind, string expected, string found) => new()
        {
            Operation = interaction.Operation,
            Status = status,
            EventType = eventType,
            Pointer = pointer,
            Kind = kind,
            Expected = Short(expected),
            Found = Short(found),
            Source = DriftSource.Pact,
        };

        switch (mismatch.Kind)
        {
            case StatusMismatch:
                int actual = ActualStatus(mismatch);
                if (IsBetterThanPact(interaction, actual)) yield break;
                yield return At("", DriftKinds.Status, mismatch.Expected,
                    $"{actual} {answers.Find(interaction.Operation, actual)}".TrimEnd()) with
                { Status = actual };
                break;
            case "BodyMismatch":
                string pointer = GeneralPointer.Of(PointerOf(mismatch.Path));
                if (mismatch.Text.StartsWith("Actual map is missing the following keys", StringComparison.Ordinal))
                {
                    foreach (string name in Names(mismatch.Expected).Except(Names(mismatch.Actual)))
                    {
                        yield return At($"{pointer}/{JsonPointer.Escape(name)}", nameof(JsonDriftKind.MissingProperty),
                            $"a property that '{interaction.Title}' needs", "nothing");
                    }
                }
                else if (mismatch.Text.StartsWith("Variant at index", StringComparison.Ordinal))
                {
                    yield return At(pointer, DriftKinds.MissingVariant, $"an item as the interaction '{interaction.Title}' needs one", "none");
                }
                else
                {
                    yield return At(pointer, KindOf(mismatch), mismatch.Expected, mismatch.Actual);
                }

                break;
            default:
                yield return At("", DriftKinds.ContentType, mismatch.Expected, mismatch.Actual);
                break;
        }
    }

    /// <summary>
    /// A list that has nothing to look at proves nothing, but is no difference either. Only the text tells: the core shows an object without
    /// properties as <c>[]</c> too.
    /// </summary>
    private static bool IsEmptyList(PactMismatch mismatch)
        => mismatch.Text.StartsWith("Expected [] (size 0) to have minimum size of ", StringComparison.Ordinal);

    /// <summary>
    /// The pacts know servers that fail where a refusal would be right; one that refuses is no worse. They also know services that are not
    /// available yet; one that is, is better.
    /// </summary>
    private static bool IsBetterThanPact(PactInteraction interaction, int actual) => DocumentedAnswer(interaction, actual) switch
    {
        { IsSuccess: true } => interaction.Status == ServiceUnavailable,
        { IsSuccess: false } => interaction.Status == InternalServerError,
        null => false,
    };

    private static OperationResponse? DocumentedAnswer(PactInteraction interaction, int status)
        => OperationCatalog.Find(interaction.Operation)?.FindResponse(status);

    private static int ActualStatus(PactMismatch mismatch) => int.Parse(mismatch.Actual, CultureInfo.InvariantCulture);

    private static string KindOf(PactMismatch mismatch)
    {
        if (mismatch.Text.StartsWith("Failed to parse the actual body", StringComparison.Ordinal)
            || mismatch.Text.EndsWith(" but was empty", StringComparison.Ordinal))
        {
            return DriftKinds.NotJson;
        }

        if (mismatch.Text.Contains("to be equal to", StringComparison.Ordinal)) return nameof(JsonDriftKind.WrongConstant);
        return mismatch.Actual == "null" ? nameof(JsonDriftKind.UnexpectedNull) : nameof(JsonDriftKind.WrongType);
    }

    /// <summary><c>$.a[0]['b.c']</c> as <c>/a/0/b.c</c>.</summary>
    private static string PointerOf(string path)
        => string.Concat(Step().Matches(path)
            .Select(static m => "/"
                + JsonPointer.Escape(m.Groups[1].Success ? Escaped().Replace(m.Groups[1].Value, "$1") : m.Groups[2].Value + m.Groups[3].Value)));

    /// <summary>The names of an object's properties, which the core gives as a list.</summary>
    private static IEnumerable<string> Names(string list) => JsonNode.Parse(list)!.AsArray().Select(static name => (string)name!);

    private static string Short(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";

    [GeneratedRegex(@"\['((?:[^'\\]|\\.)*)'\]|\[(\d+|\*)\]|\.([^.\[]+)")]
    private static partial Regex Step();

    [GeneratedRegex(@"error sending request for url \(https?://[^/]+/[^)]")]
    private static partial Regex RequestWithoutAnswer();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped();
}
