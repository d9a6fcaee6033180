using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;
using Xunit;

namespace OpenCode.Verification.Tests.Reports;

/// <summary>A report that is read back is a file like any other: what is missing in it is said, and no report falls over it.</summary>
public sealed class ReadBackTests
{
    [Theory]
    [InlineData("versions")]
    [InlineData("versions/0/operations")]
    [InlineData("versions/0/events")]
    [InlineData("versions/0/unknownOperations")]
    [InlineData("versions/0/disappearedDifferences")]
    [InlineData("versions/0/operations/0/drifts")]
    public void A_null_in_a_list_is_refused_by_its_place(string list)
    {
        JsonNode report = JsonNode.Parse(JsonReport.Render(SampleMatrix.Create()))!;
        JsonNode at = list.Split('/').Aggregate(report, static (node, step) => int.TryParse(step, out int index) ? node[index]! : node[step]!);
        at.AsArray().Insert(0, null);

        string message = Assert.Throws<JsonException>(() => JsonReport.Read(report.ToJsonString())).Message;

        Assert.Contains($"Item 0 of {(list == "versions" ? "$." : "")}{list.Split('/')[^1]}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_report_steers_what_shows_it()
    {
        const string Hostile = "a\n::error::b\u001b[31m\u202e\0";
        var drift =
            new Drift
            {
                Operation = Hostile,
                Status = 200,
                EventType = null,
                Pointer = Hostile,
                Kind = Hostile,
                Expected = Hostile,
                Found = Hostile,
                Count = 1
            };
        var subject =
            new SubjectResult { Operation = Hostile, Method = Hostile, Path = Hostile, Outcome = Outcome.Drifted, Reason = Hostile, Drifts = [drift] };
        CompatibilityMatrix matrix = SampleMatrix.Create() with
        {
            ClientVersion = Hostile,
            Versions = [new VersionResult { Version = Hostile, Operations = [subject], UnknownOperations = [Hostile] },
                new VersionResult { Version = Hostile, CouldNotRun = Hostile }],
        };

        foreach (string text in new[] { TextReport.Render(matrix), GitHubAnnotations.Render(matrix), MarkdownReport.Render(matrix, [Hostile]),
            HtmlReport.Render(matrix, [Hostile]), JUnitReport.Render(matrix) })
        {
            Assert.DoesNotContain(text, static c => c is '\u001b' or '\u202e' or '\0');
        }

        Assert.DoesNotContain("\n::error::b", GitHubAnnotations.Render(matrix), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_fills_the_line_leaves_room_for_the_reason()
    {
        CompatibilityMatrix matrix = SampleMatrix.Create();
        var failed = new VersionResult { Version = $"1.0.0-{new string('x', 200)}", CouldNotRun = "It could not be started." };

        Assert.Contains("started.", TextReport.Render(matrix with { Versions = [failed] }), StringComparison.Ordinal);
    }
}
