using System.Text.Json.Serialization;

namespace OpenCode.Verification.Documents;

[JsonSerializable(typeof(string))]
internal sealed partial class DocumentJson : JsonSerializerContext;
