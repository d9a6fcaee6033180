using System.Globalization;

namespace OpenCode.Core.Responses;

/// <summary>Lengths in bytes as people read them.</summary>
internal static class ByteSize
{
    private static readonly string[] _units = ["KiB", "MiB", "GiB"];

    /// <summary>For example <c>13 bytes</c>, <c>64 MiB</c>, <c>1.4 GiB</c>.</summary>
    public static string Describe(long bytes)
    {
        if (bytes < 1024) return string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
        double size = bytes;
        string unit = "bytes";
        for (int i = 0; i < _units.Length && size >= 1024; i++) (size, unit) = (size / 1024, _units[i]);
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {unit}");
    }
}
