using OpenCode.Workbench;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Versions;
using OpenCodeGen.Shaping;

namespace OpenCodeGen.Changes.Tests.Releases;

/// <summary>Every step from one release to the next, and what is known of some.</summary>
public sealed class ReleaseTests
{
    private static readonly GeneratedPair _clients = new()
    {
        Names = NameLock.Parse(File.ReadAllBytes(Clone.InRoot("spec/names.lock.json")), "names.lock.json"),
        Curated = CuratedNames.Parse(File.ReadAllBytes(Clone.InRoot("spec/names.json")), "names.json"),
    };

    [Fact]
    public void Every_step_is_compared_and_equal_documents_have_no_change()
    {
        IReadOnlyList<(string Version, ReadOnlyMemory<byte> Document)> releases = ReleaseArchive.All;

        Assert.True(releases.Count >= 60);
        foreach (((string Version, ReadOnlyMemory<byte> Document) old, (string Version, ReadOnlyMemory<byte> Document) young) in releases.Zip(releases.Skip(1)))
        {
            ChangeReport report = new ChangeRun().Run(old.Document, old.Version, young.Document, young.Version);
            if (old.Document.Span.SequenceEqual(young.Document.Span)) Assert.Equal((0, VersionStep.None), (report.Wire.Count, report.Proposal.Step));
            Assert.Equal(report.Wire.Count, report.Wire.Select(static f => f.Fingerprint).Distinct().Count());
            Assert.All(report.Wire, static f => Assert.NotEmpty(f.Operations));
        }
    }

    /// <summary>As a user of the client of one release meets another: by the releases of the matrix and their neighbours.</summary>
    [Theory]
    [InlineData("1.18.20", "1.18.33", "request-property-became-required", "POST /global/upgrade: the body", "the property target became required")]
    [InlineData("1.17.0", "1.17.19", "operation-moved", "GET /api/fs/read", "it moved to GET /api/fs/read/*")]
    [InlineData("1.14.34", "1.14.41", "operation-removed", "POST /experimental/workspace/{id}/session-restore", "it was removed")]
    public void What_is_known_of_a_step_is_found(string before, string after, string rule, string subject, string message)
        => Assert.Contains(Compare(before, after).Wire, f => (f.Rule.Id, f.Subject, f.Message) == (rule, subject, message));

    [Fact]
    public void A_renamed_id_is_found_and_path_parameters_concern_callers_alone()
    {
        Assert.Equal(3, Compare("1.17.0", "1.17.19").Wire.Count(static f => f.Rule.Id == "operation-id-changed"));

        ChangeReport renamed = Compare("1.0.98", "1.0.185", _clients);
        Assert.DoesNotContain(renamed.Wire, static f => f.Message.Contains("sessionID", StringComparison.Ordinal)
            && f.Rule.Id.Contains("parameter", StringComparison.Ordinal));
        Assert.Contains(renamed.Callers!, static f => f.Rule.Id == "csharp-parameter-renamed" && f.Subject == "SessionRequestBuilder.this(string sessionId)");
    }

    [Fact]
    public void A_constant_that_became_an_enum_is_no_change()
        => Assert.DoesNotContain(Compare("1.14.34", "1.14.41").Wire, static f => f.Rule.Id is "request-value-added" or "response-value-added" or "response-values-unlimited");

    private static ChangeReport Compare(string before, string after, GeneratedPair? clients = null)
        => new ChangeRun { Clients = clients }.Run(ReleaseArchive.Of(before), before, ReleaseArchive.Of(after), after);
}
