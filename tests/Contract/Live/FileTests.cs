using OpenCode.Core.Options;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Files and version control, through both APIs.</summary>
[Collection<SharedServer>]
public sealed class FileTests(LiveServer server)
{
    private OpenCodeClient Client => server.Client;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_file_is_read_as_a_stream_with_its_own_type()
    {
        ResponseInfo? answer = null;
        await using Stream stream = await Client.Api.Fs.Read["README.md"].GetAsync(c => c.OnResponse = r => answer = r, LiveServer.Cancellation);
        using StreamReader reader = new(stream);

        Assert.Equal("# Sandbox\n", await reader.ReadToEndAsync(LiveServer.Cancellation));
        Assert.StartsWith("text/markdown", answer?.ContentType, StringComparison.Ordinal);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_path_with_spaces_and_letters_beyond_ASCII_reaches_the_file()
    {
        Directory.CreateDirectory(Path.Combine(server.Sandbox.Directory, "späte Akten"));
        await File.WriteAllTextAsync(Path.Combine(server.Sandbox.Directory, "späte Akten", "ein & aus.txt"), "ja", LiveServer.Cancellation);

        await using Stream stream = await Client.Api.Fs.Read["späte Akten/ein & aus.txt"].GetAsync(cancellationToken: LiveServer.Cancellation);
        using StreamReader reader = new(stream);
        Assert.Equal("ja", await reader.ReadToEndAsync(LiveServer.Cancellation));
        FileContent content = await Client.File.Content.GetAsync("späte Akten/ein & aus.txt", cancellationToken: LiveServer.Cancellation);
        Assert.Equal("ja", content.Content);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Files_are_listed_found_and_read()
    {
        IReadOnlyList<FileNode> nodes = await Client.File.GetAsync(".", cancellationToken: LiveServer.Cancellation);
        Assert.Equal(FileNodeType.File, Assert.Single(nodes, static n => n.Name == "README.md").Type);
        Assert.Contains("README.md", await Client.Find.File.GetAsync("READ", c => c.Query.Limit = 5, LiveServer.Cancellation));
        FileContent content = await Client.File.Content.GetAsync("README.md", cancellationToken: LiveServer.Cancellation);
        Assert.Equal(("# Sandbox", FileContentType.Text), (content.Content, content.Type));

        V2FsFindResponse listed = await Client.Api.Fs.List.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal(server.Sandbox.Directory, listed.Location.Directory);
        Assert.Contains(listed.Data, static e => e.Path == "README.md");
        V2FsFindResponse found = await Client.Api.Fs.Find.GetAsync("README", cancellationToken: LiveServer.Cancellation);
        Assert.Contains(found.Data, static e => e.Path == "README.md");
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_changed_file_is_in_the_status_the_diff_and_the_raw_diff()
    {
        await File.WriteAllTextAsync(Path.Combine(server.Sandbox.Directory, "changed.txt"), "new\n", LiveServer.Cancellation);

        string raw = await Client.Vcs.Diff.Raw.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Contains("+++ b/changed.txt", raw, StringComparison.Ordinal);
        IReadOnlyList<VcsFileDiff> diff = await Client.Vcs.Diff.GetAsync(VcsDiffMode.Git, cancellationToken: LiveServer.Cancellation);
        Assert.Equal(1, Assert.Single(diff, static d => d.File == "changed.txt").Additions);
        Assert.Contains(await Client.Vcs.Status.GetAsync(cancellationToken: LiveServer.Cancellation), static s => s.File == "changed.txt");
        Assert.Equal("main", (await Client.Vcs.GetAsync(cancellationToken: LiveServer.Cancellation)).Branch);
    }
}
