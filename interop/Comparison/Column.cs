using OpenCode.Interop.Comparison.Checks;
using OpenCode.Interop.Comparison.Making;

namespace OpenCode.Interop.Comparison;

/// <summary>A generator with one of the two documents, and what came of it.</summary>
internal sealed record Column(string Generator, bool IsPrepared, IReadOnlyList<Finding> Findings)
{
    public string Title => $"{Generator}, {(IsPrepared ? "prepared" : "as released")}";

    public static async Task<Column> MakeAsync(Maker maker, bool isPrepared, CancellationToken cancellationToken)
    {
        Workplace place = Workplace.Create($"{maker.Name}-{(isPrepared ? "prepared" : "released")}");
        maker.WriteDocument(place, isPrepared);
        List<Finding> findings = [];
        string? failure = await maker.GenerateAsync(place, cancellationToken);
        findings.Add(new Finding("it is generated", failure));
        if (failure is null)
        {
            string? error = await Compilation.RunAsync(place, maker.Packages, cancellationToken);
            findings.Add(new Finding("it compiles", error));
            if (Compilation.AssemblyIn(place) is null && maker.TryRepair(place) && await maker.GenerateAsync(place, cancellationToken) is null)
                await Compilation.RunAsync(place, maker.Packages, cancellationToken);
            if (Compilation.AssemblyIn(place) is { } assembly) findings.AddRange(await maker.Probe(assembly).RunAsync());
        }

        findings.AddRange(await maker.FindOthersAsync(place, cancellationToken));
        return new Column(maker.Title, isPrepared, findings);
    }

    public override string ToString()
        => string.Join('\n', Findings.Select(static f => $"  {f.Check}: {f.Problem ?? "yes"}").Prepend(Title));
}
