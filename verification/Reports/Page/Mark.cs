using System.Globalization;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports.Page;

/// <summary>What the page shows of a subject: its outcome, and of one that drifted whether that concerns errors only.</summary>
internal enum Mark
{
    Held,
    Drifted,

    /// <summary>Only what the server refuses is answered otherwise; what succeeds holds.</summary>
    ErrorsOnly,

    NotReachable,
    Absent,
}

/// <summary>The names and signs of marks, and what has which.</summary>
internal static class Marks
{
    private const int FirstSuccess = 200;
    private const int FirstError = 400;

    /// <summary>The marks in the order in which people want to know about them.</summary>
    public static IReadOnlyList<Mark> All { get; } = [Mark.Held, Mark.Drifted, Mark.ErrorsOnly, Mark.NotReachable, Mark.Absent];

    public static Mark Of(SubjectResult subject) => subject.Outcome switch
    {
        Outcome.Held => Mark.Held,
        Outcome.Absent => Mark.Absent,
        Outcome.NotReachable => Mark.NotReachable,
        _ => subject.Drifts.Count > 0 && OutcomeText.Unexplained(subject).All(IsOfError) ? Mark.ErrorsOnly : Mark.Drifted,
    };

    /// <summary>How many of the subjects have the mark.</summary>
    public static int Count(IEnumerable<SubjectResult> subjects, Mark mark) => subjects.Count(s => Of(s) == mark);

    public static string Class(Mark mark) => mark switch
    {
        Mark.Held => "held",
        Mark.Drifted => "drifted",
        Mark.ErrorsOnly => "errors",
        Mark.Absent => "absent",
        _ => "unreachable",
    };

    public static string Sign(Mark mark) => mark == Mark.ErrorsOnly ? "≈" : OutcomeText.Sign(OutcomeOf(mark));

    public static string Word(Mark mark) => mark == Mark.ErrorsOnly ? "errors only" : OutcomeText.Word(OutcomeOf(mark));

    private static Outcome OutcomeOf(Mark mark) => mark switch
    {
        Mark.Held => Outcome.Held,
        Mark.Absent => Outcome.Absent,
        Mark.NotReachable => Outcome.NotReachable,
        _ => Outcome.Drifted,
    };

    // An error where a pact asks for a success is none of those that a program expects.
    private static bool IsOfError(Drift drift)
        => drift.Status >= FirstError
            && !(drift is { Source: DriftSource.Pact, Kind: nameof(Drift.Status) }
                && int.TryParse(drift.Expected, NumberStyles.None, CultureInfo.InvariantCulture, out int asked)
                && asked is >= FirstSuccess and < FirstError);
}
