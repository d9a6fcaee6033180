using System.Text.RegularExpressions;
using Xunit;

namespace OpenCode.Client.Tests.Architecture;

/// <summary>A file holds one idea, is named after it, and is short enough to be read at once.</summary>
public sealed partial class FileShapeTests
{
    private const int MostLines = 300;

    private static readonly string[] _folders =
    [
        "bench", "changes", "cli", "commandline", "generator", "hosting", "interop", "occtl", "pact", "samples", "server", "src", "testing", "tests",
        "updating", "verification",
    ];

    // Longer files, each with its reason. Empty is best.
    private static readonly Dictionary<string, string> _exceptions = [];

    // What these files hold is a family of types, and the file is named after the family.
    private static readonly string[] _families =
        ["generator/Model/ClientTypes.cs", "generator/Shaping/Drafts.cs", "src/Core/Options/RequestConfigurationOfQuery.cs", "tests/Unit/Http/Samples.cs"];

    private static readonly Lazy<IReadOnlyList<string>> _handWritten = new(() => _folders
        .Select(Repository.InRoot)
        .Where(Directory.Exists)
        .SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories))
        .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
        .Where(f => !f.StartsWith("src/Generated/", StringComparison.Ordinal) && !f.StartsWith("server/Operations/", StringComparison.Ordinal)
            && !f.Contains("/obj/", StringComparison.Ordinal)
            && !f.Contains("/bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToList());

    [Fact]
    public void A_hand_written_file_has_at_most_300_lines()
    {
        IEnumerable<string> tooLong = _handWritten.Value
            .Where(f => !_exceptions.ContainsKey(f))
            .Select(f => (File: f, Lines: File.ReadLines(Repository.InRoot(f)).Count()))
            .Where(f => f.Lines > MostLines)
            .Select(f => $"{f.File}: {f.Lines} lines");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void An_exception_is_still_one()
        => Assert.All(_exceptions.Keys, f => Assert.True(File.ReadLines(Repository.InRoot(f)).Count() > MostLines, $"{f} is short enough by now."));

    [Fact]
    public void No_file_and_no_type_is_called_after_nothing_in_particular()
    {
        IEnumerable<string> vague = _handWritten.Value
            .SelectMany(f => TypeDeclaration().Matches(File.ReadAllText(Repository.InRoot(f))).Select(m => m.Groups[1].Value)
                .Append(Path.GetFileNameWithoutExtension(f))
                .Where(n => Vague().IsMatch(n))
                .Select(n => $"{f}: {n}"));

        Assert.Empty(vague);
    }

    [Fact]
    public void A_file_is_named_after_a_type_that_it_holds()
    {
        IEnumerable<string> stray = _handWritten.Value
            .Where(f => Path.GetFileName(f) is not ("Program.cs" or "AssemblyInfo.cs" or "GlobalUsings.cs"))
            .Where(f => !TypeDeclaration().Matches(File.ReadAllText(Repository.InRoot(f)))
                .Any(m => Path.GetFileName(f).StartsWith(m.Groups[1].Value, StringComparison.Ordinal)
                    || m.Groups[1].Value.StartsWith(Path.GetFileName(f)[..^4], StringComparison.Ordinal)));

        Assert.Empty(stray.Except(_families));
    }

    [GeneratedRegex(
        @"^\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref)\s+)*(?:class|struct|interface|enum|delegate\s+\S+|record(?:\s+(?:class|struct))?)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("(Utils?|Utilities|Helpers?|Managers?|Misc|Common)$")]
    private static partial Regex Vague();
}
