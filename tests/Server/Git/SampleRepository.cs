using Microsoft.AspNetCore.Http;
using OpenCode.Server.Git;
using OpenCode.Server.Locations;
using OpenCode.Server.Processes;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Server.Tests.Git;

/// <summary>A folder with files, and a repository in it when a test wants one.</summary>
internal sealed class SampleRepository : IDisposable
{
    private readonly WorkFolder _folder = new();

    public SampleRepository()
    {
        Root = RealPath.Of(_folder.PathOf("project"));
        Directory.CreateDirectory(Root);
        Locations = new LocationResolver(new OpenCodeEndpointOptions { Directory = Root });
    }

    public string Root { get; }

    public LocationResolver Locations { get; }

    /// <summary>A request that brings nothing.</summary>
    public static HttpContext Exchange => new DefaultHttpContext();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public string PathOf(string relative) => Path.Combine(Root, relative);

    public void Write(string relative, string text) => _folder.Write("project/" + relative, text);

    /// <summary>Makes the folder a repository and commits what is in it.</summary>
    public async Task CommitAsync()
    {
        if (!Directory.Exists(PathOf(".git"))) await GitAsync("init", "--quiet", "--initial-branch=main");
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--allow-empty", "-m", "A commit");
    }

    public async Task<string> GitAsync(params string[] arguments)
    {
        string git = ProgramPath.Find("git") ?? throw new InvalidOperationException("The tests need git.");
        var clean = new Dictionary<string, string?> { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_DIR"] = null, ["GIT_INDEX_FILE"] = null };
        ProgramOutput output = await new ProgramRun(git, arguments, Root) { Environment = clean }.ExecuteAsync(Token);
        Assert.True(output.IsSuccess, output.Error);
        return output.Line;
    }

    public void Dispose() => _folder.Dispose();
}
