using OpenCode.Verification.Results;

namespace OpenCode.Verification.Repairs;

/// <summary>A difference with what showed it.</summary>
/// <param name="Drift">The difference.</param>
/// <param name="Body">The body, or the data of the event; null where there was none.</param>
/// <param name="ContentType">The content type of the body.</param>
internal sealed record RepairSample(Drift Drift, ReadOnlyMemory<byte>? Body, string? ContentType);
