namespace OpenCode.Verification.Recording;

/// <summary>What a <see cref="RecordingProxy"/> sends on in place of the server's answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The content type; null for none.</param>
/// <param name="Body">The body, not compressed.</param>
public sealed record MutatedResponse(int Status, string? ContentType, ReadOnlyMemory<byte> Body);
