using CliWrap;
using CliWrap.Buffered;
using OpenCode.Verification.Documents;
using OpenCode.Workbench;
using OpenCodeGen.Changes.Tests.Callers;
using OpenCodeGen.Updating;
using OpenCodeGen.Updating.Steps;

namespace OpenCodeGen.Changes.Tests.Updating;

/// <summary>An update of a clone of its own: all of it or nothing, and on from where it was interrupted.</summary>
public sealed class UpdateTests : IAsyncLifetime
{
    private const string Command = "{ \"name\": \"test\", \"run\": [\"git\", \"grep\", \"--no-index\", \"--quiet\", \"Nick\", \"--\", \"client\"] }";

    private readonly WorkFolder _folder = new();
    private readonly List<string> _steps = [];
    private int _fetches;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _folder.Write("spec/opencodegen.json", $$"""
            {
              "spec": "openapi.json", "output": "../client", "names": "names.lock.json", "namespace": "Petstore",
              "update": { "lock": "openapi.lock.json", "changelog": "../CHANGELOG.md", "commands": [ {{Command}} ] }
            }
            """);
        await File.WriteAllBytesAsync(_folder.PathOf("spec/openapi.json"), new Petstore().Utf8, Token);
        _folder.Write("CHANGELOG.md", "# Changelog\n\n## 0.2.0 (unreleased)\n\n- Something.\n\n## 0.1.0\n\n- Old.\n");
        await GitAsync("init", "-q");
        await GitAsync("add", "-A");
        await GitAsync("-c", "user.name=Tests", "-c", "user.email=tests@example.com", "commit", "-qm", "Begin");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_clone_gets_document_lock_names_client_and_changelog()
    {
        UpdateResult result = await Run(static d => d.Replace("Pet", "size", """{ "type": "number" }""")).RunAsync(Token);

        Assert.Contains("client/Models/Pet.g.cs", result.ChangedFiles);
        Assert.Contains("Size", await File.ReadAllTextAsync(_folder.PathOf("client/Models/Pet.g.cs"), Token), StringComparison.Ordinal);
        Assert.Contains("\"opencode\": \"9.9.9\"", await File.ReadAllTextAsync(_folder.PathOf("spec/openapi.lock.json"), Token), StringComparison.Ordinal);
        Assert.Equal(
            "# Changelog\n\n## 0.2.0 (unreleased)\n\n- Something.\n- The client is that of petstore 9.9.9: nothing breaks on the wire.\n\n## 0.1.0\n\n- Old.\n",
            await File.ReadAllTextAsync(_folder.PathOf("CHANGELOG.md"), Token));
        Assert.Contains("Pet.Size", result.PullRequest, StringComparison.Ordinal);
        Assert.Equal(["fetch", "generate", "test", "land"], _steps.Distinct());
        Assert.DoesNotContain("opencodegen-update", await GitAsync("worktree", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_clone_as_it_was_and_the_next_run_goes_on_there()
    {
        UpdateRun run = Run(static d => d.Properties("Pet").Remove("nick"));

        UpdateException failed = await Assert.ThrowsAsync<UpdateException>(() => run.RunAsync(Token));
        Assert.Contains("'test'", failed.Message, StringComparison.Ordinal);
        Assert.Equal("", await GitAsync("status", "--porcelain"));

        _steps.Clear();
        await Assert.ThrowsAsync<UpdateException>(() => run.RunAsync(Token));
        Assert.Equal(["fetch done before", "generate done before", "test"], _steps);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task What_is_being_changed_is_not_overwritten()
    {
        await File.AppendAllTextAsync(_folder.PathOf("spec/openapi.json"), " ", Token);

        UpdateException refused = await Assert.ThrowsAsync<UpdateException>(() => Run(static _ => { }).RunAsync(Token));

        Assert.Contains("spec/openapi.json", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _fetches);
    }

    [Fact]
    public async Task A_check_changes_nothing()
    {
        ChangeReport report = await Run(static d => d.Require("Pet", "age")).CheckAsync(Token);

        Assert.Contains(report.Callers!, static f => f.Subject == "Pet.Age");
        Assert.Equal("", await GitAsync("status", "--porcelain"));
    }

    private UpdateRun Run(Action<Petstore> change)
        => new(new FileInfo(_folder.PathOf("spec/opencodegen.json")), "9.9.9", _ =>
        {
            _fetches++;
            Petstore document = new();
            change(document);
            return Task.FromResult(ReleaseDocument.Parse(System.Text.Encoding.UTF8.GetString(document.Utf8), "a test") with { Version = "9.9.9" });
        })
        {
            Progress = p => _steps.Add(p.Outcome == "done before" ? $"{p.Name} {p.Outcome}" : p.Name),
        };

    private async Task<string> GitAsync(params string[] arguments)
        => (await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(_folder.PathOf("")).ExecuteBufferedAsync(Token)).StandardOutput;
}
