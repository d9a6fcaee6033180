using System.IO.Enumeration;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;

namespace OpenCode.Contract.Tests.Static;

/// <summary>A disagreement of pacts and spec that is as it should be. Texts may have <c>*</c> for anything.</summary>
internal sealed record KnownDisagreement
{
    /// <summary>The descriptions of the interactions that show it. One with <c>*</c> says that every interaction it fits shows it.</summary>
    public required IReadOnlyList<string> Interactions { get; init; }

    /// <summary>Only interactions whose answer has this status; null for any.</summary>
    public int? Status { get; init; }

    /// <summary>The comparator's code.</summary>
    public required string Code { get; init; }

    /// <summary>The place in the spec.</summary>
    public required string Location { get; init; }

    /// <summary>What the comparator's message ends with, where code and location alone would explain too much.</summary>
    public string? Message { get; init; }

    /// <summary>Why it is so, in a sentence; null where <see cref="OnTheWire"/> says it.</summary>
    public string? Reason { get; init; }

    /// <summary>The kind of known difference, of the same operation and status, that shows on the wire; its reason is the reason here.</summary>
    public string? OnTheWire { get; init; }

    /// <summary>Whether this explains a disagreement.</summary>
    public bool Explains(Disagreement found)
        => found.Code == Code
            && Interactions.Any(pattern => AppliesTo(pattern, found.Interaction, found.Status))
            && Fits(Location, found.Location)
            && (Message is null || found.Message.EndsWith(Message, StringComparison.Ordinal))
            && (OnTheWire is null
                || KnownDifferences.Unrepaired.All.Any(d => d.Kind == OnTheWire && d.Status == found.Status && Fits(d.Operation, found.Operation)));

    /// <summary>Whether an interaction must show this.</summary>
    public bool AppliesTo(string pattern, string interaction, int status) => Fits(pattern, interaction) && (Status is null || Status == status);

    public override string ToString() => $"{Code} at {Location}{(Status is null ? "" : $" ({Status})")}: {Reason ?? $"{OnTheWire} on the wire"}";

    private static bool Fits(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
