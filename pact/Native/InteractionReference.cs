using System.Runtime.InteropServices;

namespace OpenCode.Pact.Native;

/// <summary>The core's number for an interaction.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct InteractionReference
{
    private readonly uint _number;

    public bool IsNone => _number == 0;
}
