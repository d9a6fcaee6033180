using OpenCodeGen.Dialects;
using OpenCodeGen.Model;
using OpenCodeGen.Overlays;
using OpenCodeGen.Preparing;
using OpenCodeGen.Reading;

namespace OpenCodeGen;

/// <summary>Writes a document for another generator: corrected by overlays, and put as that generator understands it.</summary>
public sealed record PrepareRun
{
    /// <summary>Something is asked for that there is not.</summary>
    public const int UsageFailed = 100;

    /// <summary>The OpenAPI document.</summary>
    public required FileInfo Spec { get; init; }

    /// <summary>Overlays of the document, applied in this order.</summary>
    public IReadOnlyList<FileInfo> Overlays { get; init; } = [];

    /// <summary>Who is going to read it.</summary>
    public required PreparationTarget Target { get; init; }

    /// <summary>The names of adaptations that are left out.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>The file that is written.</summary>
    public required FileInfo Output { get; init; }

    /// <summary>What the API means beyond its document.</summary>
    public Dialect Dialect { get; init; } = Dialect.Standard;

    /// <summary>Whether to compare only.</summary>
    public bool Check { get; init; }

    /// <summary>Whether every place is told, not only how many there are.</summary>
    public bool TellsPlaces { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="messages">Receives what was adapted, and why.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="cancellationToken">Stops the run before the file is written.</param>
    /// <returns>The exit code, as those of <see cref="GenerateRun"/>.</returns>
    public int Run(TextWriter messages, ProblemWriter problems, CancellationToken cancellationToken = default)
    {
        if (Except.FirstOrDefault(static e => !PreparedDocument.AdaptationIds.Contains(e)) is { } unknown)
            return problems.Fail(UsageFailed, $"There is no adaptation '{unknown}'; there are {string.Join(", ", PreparedDocument.AdaptationIds)}.");
        var source = new SpecSource(Spec, Overlays, Dialect);
        if (source.MissingFile() is { } missing) return problems.Fail(GenerateRun.FilesFailed, missing);
        if (Output.Directory is { Exists: false } folder)
            return problems.Fail(GenerateRun.FilesFailed, $"The folder '{folder.FullName}' of the prepared document does not exist; create it first.");
        return source.Try(problems, document =>
        {
            PreparedDocument prepared = PreparedDocument.Create(document, SpecReader.Read(document, Spec.Name, Dialect), Target, Except);
            bool isSame = Output.Exists && File.ReadAllBytes(Output.FullName).AsSpan().SequenceEqual(prepared.Utf8.Span);
            if (Check) return isSame ? GenerateRun.Success : problems.Fail(GenerateRun.Different, $"{Output.Name} differs; run prepare without --check.");
            cancellationToken.ThrowIfCancellationRequested();
            if (!isSame) WholeFile.Write(Output.FullName, prepared.Utf8.Span);
            Tell(messages, prepared);
            return GenerateRun.Success;
        });
    }

    private void Tell(TextWriter messages, PreparedDocument prepared)
    {
        foreach (AdaptedPlaces adapted in prepared.Adaptations)
        {
            messages.WriteLine($"{adapted.Id}: {adapted.Places.Count} {(adapted.Places.Count == 1 ? "place" : "places")}. {adapted.Reason}");
            foreach (string place in TellsPlaces ? adapted.Places : []) messages.WriteLine($"  {place}");
        }

        foreach (IGrouping<string, (string Pointer, string Reason)> left in prepared.Unsaid.GroupBy(static u => u.Reason))
        {
            messages.WriteLine($"left as it is: {left.Count()} {(left.Count() == 1 ? "place" : "places")}. {left.Key}");
            foreach (string place in TellsPlaces ? left.Select(static u => u.Pointer) : []) messages.WriteLine($"  {place}");
        }
    }
}
