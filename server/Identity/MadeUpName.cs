using System.Security.Cryptography;

namespace OpenCode.Server.Identity;

/// <summary>Makes names of two words, for example <c>stellar-lagoon</c>.</summary>
internal static class MadeUpName
{
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

    public static string Next() => $"{RandomNumberGenerator.GetItems<string>(_qualities, 1)[0]}-{RandomNumberGenerator.GetItems<string>(_things, 1)[0]}";
}
