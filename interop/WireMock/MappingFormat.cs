namespace OpenCode.WireMock;

/// <summary>Which WireMock reads exported mappings.</summary>
public enum MappingFormat
{
    /// <summary>WireMock.Net: in a process, as a tool or in its container.</summary>
    WireMockNet,

    /// <summary>WireMock for Java: standalone or in its container.</summary>
    WireMockJava,
}
