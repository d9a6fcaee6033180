using System.Security.Cryptography;

namespace OpenCode.Server.Sessions;

/// <summary>The names of sessions that nobody has named.</summary>
internal static class SessionTitles
{
    /// <summary>What the title of a session begins with until its first prompt.</summary>
    public const string Default = "New session - ";

    private static readonly string[] _first =
        [
            "brave", "bright", "calm", "clever", "cosmic", "eager", "gentle", "happy", "kind", "lucky", "mighty",
            "misty", "nimble", "proud", "quick", "quiet", "silent", "sunny", "swift", "tidy",
        ];

    private static readonly string[] _second =
        [
            "cabin", "canyon", "circuit", "comet", "eagle", "engine", "falcon", "forest", "garden", "harbor",
            "hill", "island", "lagoon", "meadow", "moon", "mountain", "orchid", "panda", "planet", "river", "rocket",
        ];

    /// <summary>A name for addresses.</summary>
    public static string Slug() => $"{RandomNumberGenerator.GetItems<string>(_first, 1)[0]}-{RandomNumberGenerator.GetItems<string>(_second, 1)[0]}";
}
