namespace OpenCode.WireMock;

/// <summary>How a response goes wrong. What breaks at a certain byte is a matter of the fault proxy in OpenCodeGen.Testing.</summary>
public enum MockFault
{
    /// <summary>The status says success, and the body is empty.</summary>
    EmptyResponse,

    /// <summary>The first half of the body, and then bytes that are no JSON.</summary>
    MalformedBody,

    /// <summary>The request is received, and its connection reset without a response.</summary>
    Reset,
}
