namespace OpenCode.Verification.Har;

/// <summary>Counts what becomes of the entries of a file.</summary>
internal sealed class HarCount
{
    // A file of any size may be odd all over.
    private const int MostProblems = 100;

    private readonly List<HarProblem> _problems = [];
    private HarSummary _summary = new(0, 0, 0, 0, 0);

    public HarSummary ToSummary() => _problems.Count == 0 ? _summary : _summary with { Problems = _problems };

    public void AddOtherHost(HarStep step) => _summary = Counted(step) with { OtherHosts = _summary.OtherHosts + 1 };

    public void AddOtherPath(HarStep step) => _summary = Counted(step) with { OtherPaths = _summary.OtherPaths + 1 };

    public void AddUnanswered(HarStep step) => _summary = Counted(step) with { Unanswered = _summary.Unanswered + 1 };

    public void AddUnreadable(HarStep step)
    {
        if (step.Number == 0)
        {
            _summary = _summary with { Damage = step.Problem };
            return;
        }

        _summary = Counted(step) with { Unreadable = _summary.Unreadable + 1 };
        Note(step.Number, step.Problem!);
    }

    public void AddExchange(HarStep step, string? problem, bool lacksBody, bool lacksType)
    {
        _summary = Counted(step) with
        {
            Exchanges = _summary.Exchanges + 1,
            WithoutBody = _summary.WithoutBody + (lacksBody ? 1 : 0),
            WithoutType = _summary.WithoutType + (lacksType ? 1 : 0),
        };
        if (problem is not null) Note(step.Number, problem);
    }

    private HarSummary Counted(HarStep step) => _summary with { Entries = step.Number };

    private void Note(int number, string problem)
    {
        if (_problems.Count < MostProblems) _problems.Add(new HarProblem(number, problem));
        else _summary = _summary with { MoreProblems = _summary.MoreProblems + 1 };
    }
}
