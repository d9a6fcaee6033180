namespace OpenCode.Pact.Native;

/// <summary>Which half of an interaction is meant.</summary>
internal enum MessagePart
{
    Request = 0,
    Response = 1,
}
