using OpenCode.Core.Operations;

namespace OpenCode.Contract.Tests.Static;

/// <summary>A place where a pact and the spec disagree.</summary>
internal sealed record Disagreement
{
    /// <summary>The file of the pact.</summary>
    public required string Pact { get; init; }

    /// <summary>The description of the interaction.</summary>
    public required string Interaction { get; init; }

    /// <summary>The status of its response.</summary>
    public required int Status { get; init; }

    /// <summary>The comparator's name for what is wrong, or <see cref="GaveUp"/>.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong, in the comparator's words.</summary>
    public required string Message { get; init; }

    /// <summary>The place in the interaction.</summary>
    public required string Place { get; init; }

    /// <summary>The place in the spec.</summary>
    public required string Location { get; init; }

    /// <summary>What the pact has there, as JSON.</summary>
    public required string Value { get; init; }

    /// <summary>The id of the operation, which begins the description.</summary>
    public string Operation => Interaction.Split(':')[0];

    /// <summary>The code of an interaction that the comparator could not compare.</summary>
    public const string GaveUp = "comparator.failed";

    /// <summary>How many disagreements of single variants this one stands for; see <see cref="FailedChoices"/>.</summary>
    public int Inside { get; init; }

    public override string ToString()
    {
        string value = Value.Length > 120 ? Value[..120] + "…" : Value;
        string inside = Inside == 0 ? "" : $" ({Inside} more about its variants)";
        return $"{Interaction} ({Status}) {Place}: {Code}: {Message}{inside}; the pact has {value}; spec: {Location}";
    }
}
