using OpenCode.Core.Operations;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Reports.Page;

/// <summary>The names by which the page's style, script and links find its parts.</summary>
internal static class PageNames
{
    /// <summary>Where the details of a subject are: the same in every page, so that links to it last.</summary>
    public static string Anchor(string version, SubjectResult subject)
    {
        string name = subject.EventType is null ? subject.Operation : $"{subject.Operation}~{subject.EventType}";
        return string.Concat($"{version}~{name}".Select(static c => char.IsWhiteSpace(c) || char.IsControl(c) ? '_' : c));
    }

    public static bool HasDetails(SubjectResult subject) => subject.Reason is not null || subject.Drifts.Count > 0;
}
