using OpenCode.Verification;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;
using Xunit;

namespace OpenCode.Verification.Tests.Reports;

/// <summary>What all reports have in common: the same input gives the same bytes, nothing is lost, and no text of a server gets through as it is.</summary>
public sealed class ReportTests
{
    private static readonly Dictionary<string, Func<CompatibilityMatrix, string>> _reports = new()
    {
        ["text"] = static m => TextReport.Render(m),
        ["JSON"] = JsonReport.Render,
        ["JUnit"] = JUnitReport.Render,
        ["Markdown"] = static m => MarkdownReport.Render(m),
        ["GitHub"] = GitHubAnnotations.Render,
        ["HTML"] = static m => HtmlReport.Render(m),
    };

    public static TheoryData<string> Names { get; } = [.. _reports.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_matrix_gives_the_same_text(string report)
        => Assert.Equal(_reports[report](SampleMatrix.Create()), _reports[report](SampleMatrix.Create()));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_drifted_and_what_could_not_run_is_in_every_report(string report)
    {
        string text = _reports[report](SampleMatrix.Create());

        Assert.All(["session.prompt", "session.idle", "1.18.33", "0.0.9", "npm failed"], t => Assert.Contains(t, text, StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text);
    }

    /// <summary>The report, and what would mean something in it.</summary>
    public static TheoryData<string, string[]> Dangers { get; } = new()
    {
        { "text", [] },
        { "JSON", ["<script"] },
        { "JUnit", ["<script", "]]>"] },
        { "Markdown", ["<script", "](", "`", "*_", "|`", "@all", "http://"] },
        { "GitHub", ["%0A|"] },
        { "HTML", ["<script>alert", "alert(\"", "'2'"] },
    };

    [Theory]
    [MemberData(nameof(Dangers))]
    public void A_hostile_text_means_nothing(string report, string[] dangers)
    {
        string text = _reports[report](SampleMatrix.Create(SampleMatrix.Hostile));

        Assert.Contains("alert", text, StringComparison.Ordinal);
        Assert.All([.. dangers, "\u001b", "\u202e", "\0", "\ud800"], d => Assert.DoesNotContain(d, text, StringComparison.Ordinal));
        Assert.DoesNotContain(text.Split('\n'), l => l.StartsWith("::error::", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_matrix_without_releases_is_no_failure(string report)
        => _reports[report](new CompatibilityMatrix { ClientVersion = "1.18.33", Verified = DateTimeOffset.UnixEpoch, Versions = [] });
}
