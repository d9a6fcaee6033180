namespace OpenCode.Verification.Matrix;

/// <summary>How many verifications a machine bears at a time.</summary>
public static class MachineCapacity
{
    // A verification is a server, a scripted model and the native Pact core.
    private const double ProcessorsEach = 1.5;
    private const long BytesEach = 1_536L << 20;

    /// <summary>The number for this machine: at least one.</summary>
    public static int Verifications => Fit(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>The number for any machine: at least one.</summary>
    /// <param name="processors">Its logical processors.</param>
    /// <param name="memory">Its memory in bytes.</param>
    internal static int Fit(int processors, long memory)
        => (int)Math.Max(1, Math.Min(Math.Floor(processors / ProcessorsEach), memory / BytesEach));
}
