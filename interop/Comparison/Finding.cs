namespace OpenCode.Interop.Comparison;

/// <summary>What became of one check.</summary>
/// <param name="Check">What was asked.</param>
/// <param name="Problem">What is wrong; null for nothing.</param>
internal sealed record Finding(string Check, string? Problem)
{
    public bool IsRight => Problem is null;
}
