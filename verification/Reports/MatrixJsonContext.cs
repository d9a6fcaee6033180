using System.Text.Json.Serialization;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Reports;

/// <summary>What the JSON report is made of.</summary>
[JsonSerializable(typeof(CompatibilityMatrix))]
internal sealed partial class MatrixJsonContext : JsonSerializerContext;
