using System.Text;
using System.Text.RegularExpressions;
using OpenCode.Models;
using OpenCode.Server.Http;

namespace OpenCode.Server.Files;

/// <summary>Searches texts line by line, where ripgrep is not installed, and says what it would say.</summary>
internal static class LineSearch
{
    private const int LargestFile = 4 << 20;
    private const int LongestLine = 64 * 1024;

    /// <summary>The lines that match.</summary>
    /// <exception cref="OperationException">The pattern is none.</exception>
    public static async Task<IReadOnlyList<TextMatch>> FindAsync(string folder, string pattern, int most, CancellationToken cancellationToken)
    {
        Regex regex = Compile(pattern);
        var matches = new List<TextMatch>();
        foreach (string file in (await ProjectFiles.ListAsync(folder, cancellationToken)).Order(StringComparer.Ordinal))
        {
            if (matches.Count == most) break;
            string path = Path.Combine(folder, file);

            // A link may lead anywhere.
            if (new FileInfo(path).LinkTarget is null) AddMatches(matches, most, file, await ReadAsync(path, cancellationToken), regex);
        }

        return matches;
    }

    // Time grows with the length of a text and no faster, whatever the pattern.
    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new OperationException(400, $"'{pattern}' is no pattern: {e.Message}");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadableFile.ReadAsync(path, LargestFile, cancellationToken) is { } bytes && !ReadableFile.IsBinary(bytes.Span) ? bytes : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Deleted meanwhile, or somebody else's.
            return default;
        }
    }

    private static void AddMatches(List<TextMatch> matches, int most, string file, ReadOnlyMemory<byte> bytes, Regex regex)
    {
        int start = 0;
        for (int number = 1; start < bytes.Length && matches.Count < most; number++)
        {
            int end = bytes.Span[start..].IndexOf((byte)'\n') is var length and >= 0 ? start + length + 1 : bytes.Length;
            if (end - start <= LongestLine && MatchOf(file, bytes.Span[start..end], regex) is { } match)
                matches.Add(new TextMatch(match) { LineNumber = number, AbsoluteOffset = start });
            start = end;
        }
    }

    private static TextMatch? MatchOf(string file, ReadOnlySpan<byte> bytes, Regex regex)
    {
        string line = Encoding.UTF8.GetString(bytes);
        string text = line.TrimEnd('\n', '\r');
        if (!regex.IsMatch(text)) return null;
        var submatches = new List<TextMatchSubmatch>();
        foreach (ValueMatch found in regex.EnumerateMatches(text))
        {
            long start = Encoding.UTF8.GetByteCount(text.AsSpan(0, found.Index));
            ReadOnlySpan<char> matched = text.AsSpan(found.Index, found.Length);
            submatches.Add(new() { Match = new() { Text = matched.ToString() }, Start = start, End = start + Encoding.UTF8.GetByteCount(matched) });
        }

        return new() { Path = new() { Text = file }, Lines = new() { Text = line }, LineNumber = 0, AbsoluteOffset = 0, Submatches = submatches };
    }
}
