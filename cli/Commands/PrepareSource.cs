using OpenCode.Verification.Matrix;

namespace OpenCodeGen.Cli.Commands;

/// <summary>The document that is prepared, and what corrects it.</summary>
internal sealed class PrepareSource : IDisposable
{
    private readonly DirectoryInfo? _folder;

    private PrepareSource(FileInfo spec, IReadOnlyList<FileInfo> overlays, DirectoryInfo? folder) => (Spec, Overlays, _folder) = (spec, overlays, folder);

    public FileInfo Spec { get; }

    public IReadOnlyList<FileInfo> Overlays { get; }

    /// <param name="spec">The document; null for that of the pinned release with its repairs.</param>
    /// <param name="overlays">What else corrects it.</param>
    public static PrepareSource Of(FileInfo? spec, IReadOnlyList<FileInfo> overlays)
    {
        if (spec is not null) return new PrepareSource(spec, overlays, null);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("opencodegen-document-");
        (FileInfo document, IReadOnlyList<FileInfo> repairs) = PinnedRelease.WriteDocument(folder);
        return new PrepareSource(document, [.. repairs, .. overlays], folder);
    }

    public void Dispose() => _folder?.Delete(recursive: true);
}
