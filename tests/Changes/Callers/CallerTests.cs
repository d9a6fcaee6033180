using Microsoft.CodeAnalysis;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Reports;
using OpenCodeGen.Settings;

namespace OpenCodeGen.Changes.Tests.Callers;

/// <summary>What is said of callers is what becomes of them: compiled with the new client, and run with it after they were compiled with the old one.</summary>
public sealed class CallerTests
{
    private static readonly GeneratorSettings _settings = new() { Namespace = "Petstore" };

    public static TheoryData<string> Cases => [.. CallerCase.All.Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_caller_breaks_where_it_was_said(string name)
    {
        CallerCase given = CallerCase.All.Single(c => c.Name == name);
        Petstore before = new();
        Petstore after = new();
        given.Change(after);
        IReadOnlyList<CallerFinding> findings = new GeneratedPair { Settings = _settings }.Compare(before.Utf8, after.Utf8);
        Generation old = Generation.Run(before.Utf8, "old", settings: _settings);
        Generation young = Generation.Run(after.Utf8, "new", old.Names, settings: _settings);
        CallerFinding finding = findings.FirstOrDefault(f => f.Rule.Id == given.Rule && f.Subject == given.Subject)
            ?? throw new Xunit.Sdk.XunitException($"Not found; there are\n{string.Join('\n', findings)}");

        Assert.Empty(CallerCompiler.Compile(old, given.Caller));
        List<Diagnostic> diagnostics = CallerCompiler.Compile(young, given.Caller);

        SourceEffect effect = diagnostics.Exists(static d => d.Severity == DiagnosticSeverity.Error) ? SourceEffect.Breaking
            : diagnostics.Count > 0 ? SourceEffect.Warning : SourceEffect.None;
        Assert.True(finding.Rule.Source == effect, $"{finding}: {finding.Rule.Source} was said, and {effect} was seen.\n{string.Join('\n', diagnostics)}");
        Assert.True(finding.Rule.BreaksBinary == CallerCompiler.MissesSomething(old, young, given.Caller), $"{finding}: compiled code");
    }

    [Fact]
    public void Thirty_findings_are_proven_and_every_rule_that_a_document_can_show()
    {
        Assert.True(CallerCase.All.Count >= 30);

        // What no change of a document makes of the emitter that there is: it keeps kinds and setters, and writes no optional parameter after the last one.
        Assert.Equal(
            ["csharp-base-added", "csharp-base-removed", "csharp-kind-changed", "csharp-optional-parameter-added", "csharp-setter-removed", "csharp-static-changed"],
            RuleList.OfCallers.Select(static r => r.Id).Except(CallerCase.All.Select(static c => c.Rule), StringComparer.Ordinal)
                .Order(StringComparer.Ordinal));
    }
}
