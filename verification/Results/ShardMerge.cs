namespace OpenCode.Verification.Results;

/// <summary>Puts together reports that may each have a part of a release.</summary>
public static class ShardMerge
{
    /// <summary>Puts the reports together.</summary>
    /// <param name="reports">The reports, each with the name that messages give it, such as its file's.</param>
    /// <returns>
    /// All releases, each once. One of which parts are missing has a <see cref="VersionResult.Shard"/>. Their order is that of the reports where all have
    /// the same, otherwise older ones come first.
    /// </returns>
    /// <exception cref="FormatException">Two reports do not fit together; the message names both, and what they disagree on.</exception>
    public static CompatibilityMatrix Merge(IReadOnlyList<(string Name, CompatibilityMatrix Matrix)> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count == 0) throw new ArgumentException("There is nothing to put together.", nameof(reports));
        (string firstName, CompatibilityMatrix first) = reports[0];
        foreach ((string name, CompatibilityMatrix matrix) in reports)
        {
            if (matrix.ClientVersion == first.ClientVersion) continue;
            throw new FormatException(
                $"'{firstName}' is of the client for {first.ClientVersion} and '{name}' of the client for {matrix.ClientVersion}; they cannot be put together. "
                + "Verify with one of them.");
        }

        VersionResult[] versions = [.. reports.SelectMany(static r => r.Matrix.Versions.Select(v => new NamedResult(r.Name, v)))
            .GroupBy(static p => p.Result.Version, StringComparer.Ordinal).Select(static g => Join([.. g]))];
        return new CompatibilityMatrix
        {
            ClientVersion = first.ClientVersion,
            Verified = reports.MinBy(static r => r.Matrix.Verified).Matrix.Verified,
            Versions = reports.All(r => Releases(r.Matrix).SequenceEqual(Releases(first))) ? versions : [.. ReleaseOrder.OldestFirst(versions)],
        };
    }

    private static IEnumerable<string> Releases(CompatibilityMatrix matrix) => matrix.Versions.Select(static v => v.Version);

    private static VersionResult Join(NamedResult[] results)
    {
        NamedResult[] parts = [.. results.Where(static p => p.Result.Shard is not null)];
        if (parts.FirstOrDefault(p => p.Result.Shard!.Count != parts[0].Result.Shard!.Count) is { Result: { } other } differing)
        {
            throw new FormatException(
                $"'{parts[0].Name}' has part {parts[0].Result.Shard} of {other.Version} and '{differing.Name}' part {other.Shard}; "
                + "parts fit together where there are as many of them. Verify all with one number of parts.");
        }

        // Of a part that could not be verified nothing is known, as of one that is missing.
        NamedResult[] verified = [.. results.Where(static p => p.Result.CouldNotRun is null)];
        NamedResult[] known = [.. (verified.Length == 0 ? results : verified).OrderBy(static p => p.Result.Shard?.Numbers[0] ?? 0)];
        bool isWhole = known.Any(static p => p.Result.Shard is null);
        return new VersionResult
        {
            Version = known[0].Result.Version,
            Shard = isWhole ? null : Shard.Join([.. known.Select(static p => p.Result.Shard!)]),
            CouldNotRun = verified.Length > 0 ? null : string.Join(' ', results.Select(static p => p.Result.CouldNotRun).Distinct(StringComparer.Ordinal)),
            Duration = known.Max(static p => p.Result.Duration),
            Operations = Subjects(known, static v => v.Operations),
            Events = Subjects(known, static v => v.Events),
            UnknownOperations = [.. known.SelectMany(static p => p.Result.UnknownOperations).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            DisappearedDifferences = [.. known.SelectMany(static p => p.Result.DisappearedDifferences).Distinct(StringComparer.Ordinal)],
        };
    }

    private static SubjectResult[] Subjects(NamedResult[] parts, Func<VersionResult, IReadOnlyList<SubjectResult>> select)
    {
        var merged = new Dictionary<(string Operation, string? EventType), (string Name, SubjectResult Subject, IReadOnlyList<int> Parts)>();
        foreach (NamedResult part in parts)
        {
            IReadOnlyList<int> numbers = part.Result.Shard?.Numbers ?? [];
            foreach (SubjectResult subject in select(part.Result))
            {
                var key = (subject.Operation, subject.EventType);
                if (merged.TryAdd(key, (part.Name, subject, numbers))) continue;
                (string name, SubjectResult before, IReadOnlyList<int> seen) = merged[key];
                if (subject.EventType is not null && seen.Count > 0 && numbers.Count > 0 && !seen.Intersect(numbers).Any())
                {
                    merged[key] = (name, EventEvidence.Join(before, subject), [.. seen, .. numbers]);
                }
                else if (!Agree(before, subject))
                {
                    throw new FormatException(
                        $"'{name}' and '{part.Name}' disagree on {(subject.EventType is { } type ? $"{type} of {subject.Operation}" : subject.Operation)} of release "
                        + $"{part.Result.Version}; give the one that counts.");
                }
            }
        }

        return [.. merged.Values.Select(static s => s.Subject).OrderBy(static s => s.Operation, StringComparer.Ordinal)
            .ThenBy(static s => s.EventType, StringComparer.Ordinal)];
    }

    // How often something was seen is another number in every run.
    private static bool Agree(SubjectResult one, SubjectResult other)
        => one.Outcome == other.Outcome && Places(one).SetEquals(Places(other));

    private static HashSet<(int Status, string Pointer, string Kind, bool IsKnown)> Places(SubjectResult subject)
        => [.. subject.Drifts.Select(static d => (d.Status, d.Pointer, d.Kind, d.KnownReason is not null))];

    private sealed record NamedResult(string Name, VersionResult Result);
}
