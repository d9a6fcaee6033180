using System.Globalization;

namespace OpenCode.Benchmarks.Quick;

/// <summary>One line of a quick run.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Found">The measurement.</param>
/// <param name="Target">The target in words.</param>
/// <param name="IsMet">Whether the target is met.</param>
internal sealed record Ratio(string Name, Comparison Found, string Target, bool IsMet)
{
    public static string Header { get; } = $"{"comparison",-34} {"speed",7} {"alloc",7}   {"ours",12} {"peer",12}   {"target",-34} met";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-34} {Found.Speed,6:0.00}x {AllocationText,7}   {Format(Found.Ours),12} {Format(Found.Peer),12}   {Target,-34} {(IsMet ? "yes" : "NO")}");

    private string AllocationText
        => Found.PeerBytes < 1 ? (Found.OurBytes < 1 ? "0/0" : "more") : string.Create(CultureInfo.InvariantCulture, $"{Found.Allocation:0.00}x");

    private static string Format(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} us"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.000} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
    };
}
