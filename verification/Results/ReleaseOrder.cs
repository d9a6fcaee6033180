namespace OpenCode.Verification.Results;

/// <summary>Sorts releases by their numbers; a pre-release comes before its release.</summary>
internal static class ReleaseOrder
{
    public static IEnumerable<VersionResult> OldestFirst(IEnumerable<VersionResult> versions) => versions
        .OrderBy(static v => Number(v.Version))
        .ThenBy(static v => !v.Version.Contains('-', StringComparison.Ordinal))
        .ThenBy(static v => v.Version, StringComparer.Ordinal);

    public static IEnumerable<VersionResult> NewestFirst(IEnumerable<VersionResult> versions) => OldestFirst(versions).Reverse();

    // What is no number comes first: a report is a file that anybody may have written.
    private static Version Number(string release) => Version.TryParse(release.Split('-')[0], out Version? number) ? number : new Version();
}
