namespace OpenCode.WireMock;

/// <summary>What became of an export.</summary>
/// <param name="Files">The files that were written, one for each mapping.</param>
/// <param name="LeftOut">What files cannot hold, each with the reason: responses that code makes, event streams, broken connections.</param>
public sealed record MappingExport(IReadOnlyList<string> Files, IReadOnlyList<string> LeftOut);
