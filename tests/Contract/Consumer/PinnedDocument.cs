using System.Text;
using OpenCode.Verification.Schemas;
using OpenCode.Workbench;
using OpenCodeGen.Overlays;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>What the client is generated from.</summary>
internal static class PinnedDocument
{
    /// <summary><c>spec/openapi.json</c> with the overlays in <c>spec/repairs</c>.</summary>
    public static ReadOnlyMemory<byte> Repaired { get; } = OverlaidDocument.Apply(
        File.ReadAllBytes(Clone.InRoot("spec/openapi.json")),
        [.. Directory.GetFiles(Clone.InRoot("spec/repairs")).Order(StringComparer.Ordinal)
            .Select(static f => Overlay.Parse(File.ReadAllBytes(f), Path.GetFileName(f)))]).Utf8;

    /// <summary>A judge that goes by it.</summary>
    public static SchemaJudge Judge() => new(SpecDocument.Parse(Encoding.UTF8.GetString(Repaired.Span)));
}
