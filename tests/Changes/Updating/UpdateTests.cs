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
        await CommitAsync("Begin");
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

    [Theory]
    [InlineData("spec/openapi.json")]
    [InlineData("spec/opencodegen.json")]
    [InlineData("spec/names.json")]
    [InlineData("CHANGELOG.md")]
    public async Task What_is_being_changed_is_not_overwritten_or_left_out(string changed)
    {
        await File.AppendAllTextAsync(_folder.PathOf(changed), " ", Token);

        UpdateException refused = await Assert.ThrowsAsync<UpdateException>(() => Run(static _ => { }).RunAsync(Token));

        Assert.Contains(changed, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _fetches);
    }

    [Fact]
    public async Task Files_outside_of_the_clone_are_not_written()
    {
        await ChangeSettingsAsync("../client", "../../elsewhere");

        UpdateException refused = await Assert.ThrowsAsync<UpdateException>(() => Run(static _ => { }).RunAsync(Token));

        Assert.Contains("elsewhere", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _fetches);
    }

    [Fact]
    public async Task A_clone_behind_a_symbolic_link_is_updated_as_any_other()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A symbolic link takes rights there.");
        string link = $"{_folder.PathOf("").TrimEnd('/')}-link";
        Directory.CreateSymbolicLink(link, _folder.PathOf("spec"));
        try
        {
            UpdateRun run = Run(static d => d.Replace("Pet", "size", """{ "type": "number" }"""), Path.Combine(link, "opencodegen.json"));

            UpdateResult result = await run.RunAsync(Token);

            Assert.Contains("client/Models/Pet.g.cs", result.ChangedFiles);
            Assert.Contains("Size", await File.ReadAllTextAsync(_folder.PathOf("client/Models/Pet.g.cs"), Token), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [Fact]
    public async Task A_landing_that_is_in_somebodys_way_is_tried_again_and_writes_its_entry_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is one of a Unix shell.");
        await UseAsync("""{ "name": "list", "run": [ "sh", "-c", "echo new > listing.txt" ] }""");
        _folder.Write("listing.txt", "mine");
        await Assert.ThrowsAsync<UpdateException>(() => Run(static d => d.Replace("Pet", "size", """{ "type": "number" }""")).RunAsync(Token));
        Assert.Equal("?? listing.txt", (await GitAsync("status", "--porcelain")).Trim());
        File.Delete(_folder.PathOf("listing.txt"));

        await Run(static d => d.Replace("Pet", "size", """{ "type": "number" }""")).RunAsync(Token);

        Assert.Equal(2, (await File.ReadAllTextAsync(_folder.PathOf("CHANGELOG.md"), Token)).Split("The client is that of").Length);
        Assert.Equal("new\n", await File.ReadAllTextAsync(_folder.PathOf("listing.txt"), Token));
    }

    [Fact]
    public async Task A_command_gets_the_variables_of_the_settings_and_the_number_of_the_release()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is one of a Unix shell.");
        await UseAsync("""{ "name": "pin", "run": [ "sh", "-c", "echo $PIN {release} > pin.txt" ], "environment": { "PIN": "new" } }""");

        UpdateResult result = await Run(static d => d.Replace("Pet", "size", """{ "type": "number" }""")).RunAsync(Token);

        Assert.Contains("pin.txt", result.ChangedFiles);
        Assert.Equal("new 9.9.9\n", await File.ReadAllTextAsync(_folder.PathOf("pin.txt"), Token));
    }

    [Fact]
    public async Task A_document_whose_words_alone_differ_is_another_one()
    {
        UpdateCheck words = await Run(static d => d.Schema("Pet")["description"] = "An animal.").CheckAsync(Token);
        UpdateCheck nothing = await Run(static _ => { }).CheckAsync(Token);

        Assert.Empty(words.Report.Wire);
        Assert.False(words.IsCurrent);
        Assert.True(nothing.IsCurrent);
    }

    [Fact]
    public async Task A_check_changes_nothing()
    {
        UpdateCheck found = await Run(static d => d.Require("Pet", "age")).CheckAsync(Token);

        Assert.False(found.IsCurrent);
        Assert.Contains(found.Report.Callers!, static f => f.Subject == "Pet.Age");
        Assert.Equal("", await GitAsync("status", "--porcelain"));
    }

    private string SettingsFile => _folder.PathOf("spec/opencodegen.json");

    private UpdateRun Run(Action<Petstore> change, string? settings = null)
        => new(new FileInfo(settings ?? SettingsFile), "9.9.9", _ =>
        {
            _fetches++;
            Petstore document = new();
            change(document);
            return Task.FromResult(ReleaseDocument.Parse(System.Text.Encoding.UTF8.GetString(document.Utf8), "a test") with { Version = "9.9.9" });
        })
        {
            Progress = p => _steps.Add(p.Outcome == "done before" ? $"{p.Name} {p.Outcome}" : p.Name),
        };

    private Task UseAsync(string command) => ChangeSettingsAsync(Command, command);

    private async Task ChangeSettingsAsync(string old, string now)
    {
        string text = await File.ReadAllTextAsync(SettingsFile, Token);
        await File.WriteAllTextAsync(SettingsFile, text.Replace(old, now, StringComparison.Ordinal), Token);
        await CommitAsync("Change the settings");
    }

    private async Task CommitAsync(string message)
    {
        await GitAsync("add", "-A");
        await GitAsync("-c", "user.name=Tests", "-c", "user.email=tests@example.com", "commit", "-qm", message);
    }

    private async Task<string> GitAsync(params string[] arguments)
        => (await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(_folder.PathOf("")).ExecuteBufferedAsync(Token)).StandardOutput;
}
