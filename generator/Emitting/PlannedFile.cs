namespace OpenCodeGen.Emitting;

/// <summary>A file to be written: its path below the output folder, with forward slashes, and its text with line feeds.</summary>
public sealed record PlannedFile(string Path, string Content);
