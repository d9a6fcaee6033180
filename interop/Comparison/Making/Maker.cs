using OpenCode.Interop.Comparison.Checks;
using OpenCodeGen.Dialects;
using OpenCodeGen.Preparing;
using OpenCodeGen.Reading;

namespace OpenCode.Interop.Comparison.Making;

/// <summary>A generator, and the steps that lead to its client.</summary>
internal abstract class Maker(string name, string version, PreparationTarget target)
{
    public string Name => name;

    public string Title => $"{name} {version}";

    /// <summary>The packages that its client needs, with their versions.</summary>
    public virtual IReadOnlyList<(string Id, string Version)> Packages => [];

    public void WriteDocument(Workplace place, bool isPrepared)
    {
        File.Copy(Workplace.InRoot("spec/openapi.json"), place.Document);
        if (isPrepared) Prepare(place, [.. PreparedDocument.AdaptationIds]);
    }

    /// <summary>Prepares the least that its client needs to compile.</summary>
    /// <returns>Whether there is something to be done.</returns>
    public virtual bool TryRepair(Workplace place) => false;

    /// <summary>Prepares a document with some of the adaptations only.</summary>
    protected void Prepare(Workplace place, params string[] only)
    {
        byte[] document = File.ReadAllBytes(place.Document);
        string[] except = [.. PreparedDocument.AdaptationIds.Except(only)];
        var prepared = PreparedDocument.Create(document, SpecReader.Read(document, "openapi.json", Dialect.OpenCode), target, except);
        File.WriteAllBytes(place.Document, prepared.Utf8.ToArray());
    }

    /// <summary>Makes the client.</summary>
    /// <returns>Why there is none; null where there is one.</returns>
    public abstract Task<string?> GenerateAsync(Workplace place, CancellationToken cancellationToken);

    /// <summary>What is asked of the compiled client.</summary>
    public abstract Probe Probe(string assembly);

    /// <summary>What is asked beyond the client in C#.</summary>
    public virtual Task<IReadOnlyList<Finding>> FindOthersAsync(Workplace place, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Finding>>([]);
}
