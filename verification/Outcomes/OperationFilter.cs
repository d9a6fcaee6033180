using System.IO.Enumeration;
using OpenCode.Core.Operations;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Outcomes;

/// <summary>Which operations are verified.</summary>
internal sealed class OperationFilter
{
    private readonly IReadOnlyList<string> _patterns;
    private readonly Shard? _shard;

    private OperationFilter(IReadOnlyList<string> patterns, Shard? shard = null) => (_patterns, _shard) = (patterns, shard);

    /// <summary>Lets every operation through.</summary>
    public static OperationFilter All { get; } = new([]);

    /// <param name="patterns">Ids of operations, in which <c>*</c> stands for any part; with none of them, every operation is let through.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="FormatException">A pattern fits no operation; the message names it.</exception>
    public static OperationFilter Parse(IReadOnlyList<string> patterns)
    {
        foreach (string pattern in patterns)
        {
            if (OperationCatalog.All.Any(o => Fits(pattern, o.Id))) continue;
            string area = pattern.Split('.', '*')[0];
            IEnumerable<string> near = OperationCatalog.All.Select(static o => o.Id)
                .Where(id => area.Length > 0 && id.StartsWith(area, StringComparison.Ordinal));
            throw new FormatException(
                $"No operation is called '{PlainText.Line(pattern)}': write an id such as "
                + $"{string.Join(" or ", near.DefaultIfEmpty("session.list").Take(3))}, or session.* for an area.");
        }

        return new OperationFilter(patterns);
    }

    /// <summary>The same operations, but only those of a part.</summary>
    public OperationFilter In(Shard? shard) => new(_patterns, shard);

    public bool Includes(string operation) => IsAsked(operation) && _shard?.Includes(operation) != false;

    /// <summary>Whether what a stream tells is looked at. Every part provokes other events, whichever part has their stream.</summary>
    public bool IncludesEventsOf(string stream) => IsAsked(stream);

    /// <summary>
    /// Whether a pattern, which may itself end in <c>*</c> for any ending, says something about an operation that is let through. In a part, it has to
    /// be about none of another part: what does not show here may show there.
    /// </summary>
    public bool Touches(string ids)
        => (_patterns.Count == 0 || OperationCatalog.All.Any(o => Fits(ids, o.Id) && IsAsked(o.Id)))
            && (_shard is null || OperationCatalog.All.Where(o => Fits(ids, o.Id)).All(o => _shard.Includes(o.Id)));

    private bool IsAsked(string operation) => _patterns.Count == 0 || _patterns.Any(p => Fits(p, operation));

    private static bool Fits(string pattern, string operation) => FileSystemName.MatchesSimpleExpression(pattern, operation, ignoreCase: false);
}
