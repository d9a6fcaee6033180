using System.Text.Json;

namespace OpenCode.Core.Json;

/// <summary>A list or map that is written as it was received, because its typed form says less. Whoever changes it makes another one.</summary>
internal interface IReceivedValue
{
    /// <summary>The value as it came.</summary>
    JsonElement Json { get; }
}
