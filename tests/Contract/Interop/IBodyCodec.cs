using System.Text.Json.Nodes;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>A client's models, as something that reads JSON and writes it again.</summary>
internal interface IBodyCodec
{
    /// <summary>What comes back of a body; null where the client has no type of its own for it.</summary>
    JsonNode? Rewrite(RecordedBody body);
}
