using System.Globalization;
using System.Text.Json;

namespace OpenCodeGen.Changes.Accepted;

/// <summary>Changes that somebody has looked at and accepted, each with a reason and, if wanted, a last day.</summary>
public sealed class AcceptedChanges
{
    private static readonly HashSet<string> _members = ["fingerprint", "rule", "subject", "reason", "until"];

    private readonly List<AcceptedChange> _entries;

    private AcceptedChanges(List<AcceptedChange> entries) => _entries = entries;

    /// <summary>A list without entries.</summary>
    public static AcceptedChanges Empty { get; } = new([]);

    /// <summary>The entries, in the order of the file.</summary>
    public IReadOnlyList<AcceptedChange> Entries => _entries;

    /// <summary>
    /// Reads a list: a JSON array of objects with a <c>fingerprint</c>, or a <c>rule</c> with or without a <c>subject</c>, a <c>reason</c> and <c>until</c>.
    /// </summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <exception cref="FormatException">Something is wrong in it; the message says which entry, and what to write.</exception>
    public static AcceptedChanges Parse(ReadOnlyMemory<byte> utf8, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Array) throw new FormatException($"{name} is no list of exceptions: write a JSON array of objects.");
            return new AcceptedChanges([.. document.RootElement.EnumerateArray().Select((e, i) => Read(e, $"{name}, entry {i + 1}"))]);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name} is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} cannot be read.");
        }
    }

    /// <summary>The entry that accepts a change; null for none. One whose last day is over accepts nothing.</summary>
    /// <param name="rule">The id of the rule.</param>
    /// <param name="subject">What changed.</param>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <param name="today">The day.</param>
    public AcceptedChange? Find(string rule, string subject, string fingerprint, DateOnly today)
        => _entries.Find(e => e.Accepts(rule, subject, fingerprint) && !e.IsOver(today));

    private static AcceptedChange Read(JsonElement entry, string place)
    {
        if (entry.ValueKind != JsonValueKind.Object) throw new FormatException($"{place} is no object.");
        foreach (JsonProperty member in entry.EnumerateObject())
        {
            if (!_members.Contains(member.Name)) throw new FormatException($"{place} has '{member.Name}', which means nothing; there are {string.Join(", ", _members)}.");
            if (member.Value.ValueKind != JsonValueKind.String) throw new FormatException($"{place}: '{member.Name}' is no string.");
        }

        string? Text(string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
        if (string.IsNullOrWhiteSpace(Text("reason"))) throw new FormatException($"{place} has no reason; say why the change is accepted, in 'reason'.");
        if (Text("fingerprint") is null && Text("rule") is null) throw new FormatException($"{place} accepts nothing; give the 'fingerprint' of a change, or a 'rule'.");
        DateOnly? until = null;
        if (Text("until") is { } last)
        {
            if (!DateOnly.TryParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
                throw new FormatException($"{place}: 'until' is '{last}'; write the last day as in 2027-01-31.");
            until = day;
        }

        return new AcceptedChange(Text("fingerprint"), Text("rule"), Text("subject"), Text("reason")!, until);
    }
}

/// <summary>One accepted change, or all of a kind.</summary>
/// <param name="Fingerprint">The change; null when a rule says which.</param>
/// <param name="Rule">The rule; null when a fingerprint says which.</param>
/// <param name="Subject">What changed; null for anything.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Until">The last day on which it is; null for always.</param>
public sealed record AcceptedChange(string? Fingerprint, string? Rule, string? Subject, string Reason, DateOnly? Until)
{
    /// <summary>Whether its last day is over.</summary>
    public bool IsOver(DateOnly today) => Until < today;

    internal bool Accepts(string rule, string subject, string fingerprint)
        => (Fingerprint is null || Fingerprint == fingerprint) && (Rule is null || Rule == rule) && (Subject is null || Subject == subject);

    /// <inheritdoc/>
    public override string ToString() => string.Join(" ", new[] { Fingerprint, Rule, Subject }.OfType<string>());
}
