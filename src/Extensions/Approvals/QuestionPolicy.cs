using OpenCode.Models;

namespace OpenCode.Approvals;

/// <summary>Answers the questions of an agent.</summary>
public sealed class QuestionPolicy
{
    private readonly Func<QuestionRequest, CancellationToken, ValueTask<IReadOnlyList<IReadOnlyList<string>>?>>? _answer;

    private QuestionPolicy(Func<QuestionRequest, CancellationToken, ValueTask<IReadOnlyList<IReadOnlyList<string>>?>>? answer) => _answer = answer;

    /// <summary>Dismisses every question; the agent stops.</summary>
    public static QuestionPolicy Dismiss { get; } = new(static (_, _) => ValueTask.FromResult<IReadOnlyList<IReadOnlyList<string>>?>(null));

    /// <summary>Leaves every question open, for another process to answer. The turn waits.</summary>
    public static QuestionPolicy Leave { get; } = new(null);

    /// <summary>Chooses the first option of every question.</summary>
    public static QuestionPolicy First { get; } = new(static (request, _) => ValueTask.FromResult<IReadOnlyList<IReadOnlyList<string>>?>(
        [.. request.Questions.Select(static q => q.Options.Count > 0 ? (IReadOnlyList<string>)[q.Options[0].Label] : [])]));

    /// <summary>How long <see cref="Ask"/> may take before the question is dismissed. Null, the default, for no limit.</summary>
    public TimeSpan? TimeLimit { get; private init; }

    /// <summary>Asks somebody.</summary>
    /// <param name="answer">Gives one list of answers for each question, each the label of an option or a text of its own; null dismisses them all.</param>
    /// <param name="timeLimit">How long that may take before the question is dismissed; null for no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
    public static QuestionPolicy Ask(
        Func<QuestionRequest, CancellationToken, ValueTask<IReadOnlyList<IReadOnlyList<string>>?>> answer, TimeSpan? timeLimit = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (timeLimit is { } limit) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(timeLimit));
        return new QuestionPolicy(answer) { TimeLimit = timeLimit };
    }

    /// <summary>Whether questions stay open.</summary>
    internal bool Leaves => _answer is null;

    internal ValueTask<IReadOnlyList<IReadOnlyList<string>>?> AnswerAsync(QuestionRequest request, CancellationToken cancellationToken)
        => _answer!(request, cancellationToken);
}
