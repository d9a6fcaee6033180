using System.Globalization;

namespace OpenCode.Streaming;

/// <summary>The query parameter that says after which sequence number a stream goes on.</summary>
internal static class StreamCursor
{
    /// <summary>Reads the sequence number that a URL begins after.</summary>
    /// <returns>The number; negative when the URL has none.</returns>
    public static long Read(string url, string parameter)
    {
        foreach (Range range in Query(url).Split('&'))
        {
            ReadOnlySpan<char> pair = Query(url)[range];
            if (Is(pair, parameter) && long.TryParse(pair[(parameter.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
                return value;
        }

        return -1;
    }

    /// <summary>Replaces the sequence number of a URL.</summary>
    /// <param name="url">The path and query.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="value">The number.</param>
    public static string Write(string url, string parameter, long value)
    {
        int start = url.IndexOf('?', StringComparison.Ordinal);
        string path = start < 0 ? url : url[..start];
        IEnumerable<string> others = start < 0 ? [] : url[(start + 1)..].Split('&').Where(pair => !Is(pair, parameter));
        return $"{path}?{string.Join('&', others.Append(string.Create(CultureInfo.InvariantCulture, $"{parameter}={value}")))}";
    }

    private static ReadOnlySpan<char> Query(string url) => url.AsSpan(url.IndexOf('?', StringComparison.Ordinal) + 1);

    private static bool Is(ReadOnlySpan<char> pair, string parameter)
        => pair.Length > parameter.Length && pair[parameter.Length] == '=' && pair.StartsWith(parameter, StringComparison.Ordinal);
}
