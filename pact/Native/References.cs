using System.Runtime.InteropServices;

namespace OpenCode.Pact.Native;

/// <summary>The core's number for a pact.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PactReference
{
    private readonly ushort _number;

    public bool IsNone => _number == 0;
}

/// <summary>The core's number for an interaction.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct InteractionReference
{
    private readonly uint _number;

    public bool IsNone => _number == 0;
}

/// <summary>Which half of an interaction is meant.</summary>
internal enum MessagePart
{
    Request = 0,
    Response = 1,
}
