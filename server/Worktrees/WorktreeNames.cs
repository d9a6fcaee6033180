using System.Security.Cryptography;

namespace OpenCode.Server.Worktrees;

/// <summary>Makes names for copies of a project.</summary>
public static class WorktreeNames
{
    private const int Longest = 60;

    private static readonly string[] _qualities =
    [
        "amber", "brave", "bright", "calm", "clever", "cosmic", "crisp", "eager", "gentle", "glowing", "happy", "kind", "lucky", "mellow", "misty", "nimble",
        "proud", "quick", "quiet", "shiny", "silent", "stellar", "sunny", "swift", "tidy", "witty",
    ];

    private static readonly string[] _things =
    [
        "badger", "brook", "cabin", "canyon", "cloud", "comet", "eagle", "falcon", "forest", "garden", "harbor", "island", "lagoon", "lantern", "maple",
        "meadow", "moon", "otter", "panda", "pixel", "planet", "river", "rocket", "sparrow", "tiger", "wolf",
    ];

    /// <summary>A name of two words, for example <c>stellar-lagoon</c>.</summary>
    public static string MakeUp() => $"{RandomNumberGenerator.GetItems<string>(_qualities, 1)[0]}-{RandomNumberGenerator.GetItems<string>(_things, 1)[0]}";

    /// <summary>What of a text can be the name of a folder and of a branch: small letters, digits and hyphens.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Empty when nothing is left.</returns>
    public static string From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string marked = string.Concat(text.ToLowerInvariant().Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        string name = string.Join('-', marked.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length > Longest ? name[..Longest].TrimEnd('-') : name;
    }
}
