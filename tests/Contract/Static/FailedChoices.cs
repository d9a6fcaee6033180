namespace OpenCode.Contract.Tests.Static;

/// <summary>
/// Makes one disagreement of a choice that fails. A value that fits no variant is reported once for every variant and every property of it:
/// 138 times for one message with parts.
/// </summary>
internal static class FailedChoices
{
    /// <summary>Keeps, of each interaction, the outermost choices that failed and what lies outside them.</summary>
    public static IReadOnlyList<Disagreement> Gather(IReadOnlyList<Disagreement> all)
    {
        Disagreement[] choices = [.. all.Where(IsChoice)];
        Disagreement[] outermost =
            [.. choices.Where(c => !choices.Any(other => IsInside(c, other) && c.Place != other.Place))
                .DistinctBy(static c => (c.Pact, c.Interaction, c.Place))];
        return
        [
            .. all.Where(d => !choices.Any(c => IsInside(d, c))),
            .. outermost.Select(c => c with { Inside = all.Count(d => IsInside(d, c)) - 1 }),
        ];
    }

    private static bool IsChoice(Disagreement d)
        => d.Message.EndsWith("must match a schema in anyOf", StringComparison.Ordinal)
            || d.Message.EndsWith("must match exactly one schema in oneOf", StringComparison.Ordinal);

    private static bool IsInside(Disagreement d, Disagreement choice)
        => d.Pact == choice.Pact && d.Interaction == choice.Interaction && d.Code == choice.Code
            && (d.Place == choice.Place || d.Place.StartsWith(choice.Place + ".", StringComparison.Ordinal));
}
