using System.Text.Json;
using OpenCode.Models;
using OpenCode.Server.Http;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Files;

/// <summary>Searches texts with ripgrep, where it is installed.</summary>
internal static class RipgrepSearch
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    /// <summary>The lines that match.</summary>
    /// <returns>Null when ripgrep is not installed.</returns>
    /// <exception cref="OperationException">The pattern is none.</exception>
    public static async Task<IReadOnlyList<TextMatch>?> FindAsync(string folder, string pattern, int most, CancellationToken cancellationToken)
    {
        if (ProgramPath.Find("rg") is not { } program) return null;

        // The pattern cannot be taken for an option, and the folder keeps it from reading its input.
        string[] arguments =
        [
            "--no-config", "--json", "--hidden", "--no-messages", "--sort=path", "--max-filesize=4M", $"--max-count={most}", "--glob=!.git/",
            $"--regexp={pattern}", "--", "./",
        ];
        ProgramOutput output = await new ProgramRun(program, arguments, folder) { MostOutput = 8 << 20, Limit = _limit }.ExecuteAsync(cancellationToken);
        if (output is { IsCut: false, ExitCode: 2, Bytes.Length: 0 }) throw new OperationException(400, $"'{pattern}' is no pattern: {output.Error}");
        return Read(output, most);
    }

    /// <summary>The matches in ripgrep's messages.</summary>
    internal static IReadOnlyList<TextMatch> Read(ProgramOutput output, int most)
    {
        var matches = new List<TextMatch>();
        string[] lines = output.Text.Split('\n');
        foreach (string line in lines.Take(lines.Length - 1))
        {
            if (matches.Count == most) break;
            if (MatchOf(line) is { } match) matches.Add(match);
        }

        return matches;
    }

    private static TextMatch? MatchOf(string line)
    {
        using JsonDocument message = JsonDocument.Parse(line);
        if (message.RootElement.GetProperty("type").GetString() != "match") return null;
        JsonElement data = message.RootElement.GetProperty("data");

        // What is no UTF-8 is there as "bytes", for which the API has no place.
        if (TextOf(data, "path") is not { } path || TextOf(data, "lines") is not { } text) return null;
        var submatches = new List<TextMatchSubmatch>();
        foreach (JsonElement submatch in data.GetProperty("submatches").EnumerateArray())
        {
            if (TextOf(submatch, "match") is not { } found) return null;
            (long start, long end) = (submatch.GetProperty("start").GetInt64(), submatch.GetProperty("end").GetInt64());
            submatches.Add(new() { Match = new() { Text = found }, Start = start, End = end });
        }

        return new()
        {
            Path = new() { Text = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path },
            Lines = new() { Text = text },
            LineNumber = data.GetProperty("line_number").GetInt64(),
            AbsoluteOffset = data.GetProperty("absolute_offset").GetInt64(),
            Submatches = submatches,
        };
    }

    private static string? TextOf(JsonElement parent, string name)
        => parent.GetProperty(name).TryGetProperty("text", out JsonElement text) ? text.GetString() : null;
}
