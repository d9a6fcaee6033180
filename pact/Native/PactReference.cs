using System.Runtime.InteropServices;

namespace OpenCode.Pact.Native;

/// <summary>The core's number for a pact.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PactReference
{
    private readonly ushort _number;

    public bool IsNone => _number == 0;
}
