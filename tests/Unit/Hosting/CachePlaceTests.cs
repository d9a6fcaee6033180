using OpenCode.Hosting;
using OpenCode.Hosting.Install;
using Xunit;

namespace OpenCode.Client.Tests.Hosting;

/// <summary>Where 350 MB a release go: into the user's cache, unless somebody says otherwise.</summary>
public sealed class CachePlaceTests
{
    public static TheoryData<string, string[], string> Places => new()
    {
        { nameof(CacheSystem.Other), ["HOME=/home/ann"], "/home/ann/.cache/opencodegen" },
        { nameof(CacheSystem.Other), ["HOME=/home/ann", "XDG_CACHE_HOME=/var/cache/ann"], "/var/cache/ann/opencodegen" },
        { nameof(CacheSystem.Other), ["HOME=/home/ann", "XDG_CACHE_HOME=relative"], "/home/ann/.cache/opencodegen" },
        { nameof(CacheSystem.MacOS), ["HOME=/Users/ann"], "/Users/ann/Library/Caches/opencodegen" },
        { nameof(CacheSystem.Windows), ["LOCALAPPDATA=/Users/ann/AppData/Local", "XDG_CACHE_HOME=/elsewhere"], "/Users/ann/AppData/Local/opencodegen" },
        { nameof(CacheSystem.Other), ["HOME=/home/ann", "OPENCODEGEN_CACHE=/srv/servers"], "/srv/servers" },
        { nameof(CacheSystem.Other), ["HOME=/home/ann", "OpenCode.Hosting.CacheFolder=/clone/.cache/opencode"], "/clone/.cache/opencode" },
        { nameof(CacheSystem.MacOS), ["OPENCODEGEN_CACHE=/srv/servers", "OpenCode.Hosting.CacheFolder=/clone/.cache/opencode"], "/srv/servers" },
        { nameof(CacheSystem.Other), ["HOME=/home/ann", "OPENCODEGEN_CACHE="], "/home/ann/.cache/opencodegen" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Releases_are_kept_where_somebody_said_or_the_platform_keeps_such_things(string system, string[] said, string place)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The absolute paths are Unix's.");

        Assert.Equal(place, Place(system, said).Find());
    }

    [Theory]
    [InlineData("OPENCODEGEN_CACHE=.cache", "The environment variable OPENCODEGEN_CACHE is '.cache'")]
    [InlineData("OpenCode.Hosting.CacheFolder=cache", "The setting OpenCode.Hosting.CacheFolder of this program is 'cache'")]
    public void A_place_that_depends_on_where_a_program_is_started_is_refused(string said, string problem)
    {
        OpenCodeServerException refused = Assert.Throws<OpenCodeServerException>(() => Place(nameof(CacheSystem.Other), ["HOME=/home/ann", said]).Find());

        Assert.Equal(OpenCodeServerFailure.NotInstalled, refused.Failure);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Contains("absolute", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void This_repository_says_that_its_programs_use_its_own_cache()
        => Assert.Equal(Repository.InRoot(".cache/opencode"), (CachePlace.OfThisProcess with { Variable = static _ => null }).Find());

    private static CachePlace Place(string system, string[] said)
    {
        Dictionary<string, string> values = said.Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => s[1]);
        return new CachePlace(values.GetValueOrDefault, values.GetValueOrDefault, Enum.Parse<CacheSystem>(system));
    }
}
