using OpenCode.Core.Operations;

namespace OpenCode.Verification.Results;

/// <summary>One subject of a matrix, with what every release made of it.</summary>
/// <param name="Subject">Any of its results: they agree on what it is.</param>
/// <param name="Results">One a release, in their order; null where the release has no word about it.</param>
internal sealed record SubjectRow(SubjectResult Subject, IReadOnlyList<SubjectResult?> Results)
{
    /// <summary>What people call it: the operation's id, or the event's type.</summary>
    public string Name => Subject.EventType ?? Subject.Operation;

    /// <summary>What it belongs to: the first segment of the path, after <c>v2</c> for the second API; of an event the first word.</summary>
    public string Area { get; } = AreaOf(Subject);

    public static IReadOnlyList<SubjectRow> Operations(CompatibilityMatrix matrix) => Rows(matrix, static v => v.Operations);

    public static IReadOnlyList<SubjectRow> Events(CompatibilityMatrix matrix) => Rows(matrix, static v => v.Events);

    public static string AreaOf(SubjectResult subject)
    {
        if (subject.EventType is { } type) return type.Split('.')[0];

        string[] segments = subject.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            [] => "root",
            ["api"] => "v2",
            ["api", var second, ..] => $"v2 {second}",
            [var first, ..] => first,
        };
    }

    // A subject stands where the first release that has it puts it.
    private static List<SubjectRow> Rows(CompatibilityMatrix matrix, Func<VersionResult, IReadOnlyList<SubjectResult>> select)
    {
        var order = new List<SubjectRow>();
        var byKey = new Dictionary<(string, string?), SubjectResult?[]>();
        for (int i = 0; i < matrix.Versions.Count; i++)
        {
            foreach (SubjectResult subject in select(matrix.Versions[i]))
            {
                if (!byKey.TryGetValue((subject.Operation, subject.EventType), out SubjectResult?[]? results))
                {
                    results = new SubjectResult?[matrix.Versions.Count];
                    byKey.Add((subject.Operation, subject.EventType), results);
                    order.Add(new SubjectRow(subject, results));
                }

                results[i] = subject;
            }
        }

        return order;
    }
}
