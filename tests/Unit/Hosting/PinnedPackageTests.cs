using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Hosting;
using OpenCode.Hosting.Install;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Hosting;

/// <summary>Which release is run: the client's own, or the one that a folder really pins.</summary>
public sealed class PinnedPackageTests : IDisposable
{
    private const string Manifest = """{ "dependencies": { "opencode-ai": "1.2.3" } }""";
    private const string Locked = """{ "lockfileVersion": 3, "packages": { "node_modules/opencode-ai": { "version": "1.2.3" } } }""";

    private readonly WorkFolder _folder = new();

    public static TheoryData<string?, string?, string> Unusable => new()
    {
        { """{ "dependencies": { "left-pad": "1.3.0" } }""", Locked, "does not depend on opencode-ai" },
        { """{ "name": "opencode-ai" }""", Locked, "does not depend on opencode-ai" },
        { """{ "dependencies": ["opencode-ai"] }""", Locked, "does not depend on opencode-ai" },
        { "[]", Locked, "does not depend on opencode-ai" },
        { "{", Locked, "is not JSON" },
        { null, Locked, "has no package.json" },
        { Manifest, null, "has no package-lock.json" },
        { Manifest, "{", "is not JSON" },
        { Manifest, "[]", "does not lock opencode-ai" },
        { Manifest, """{ "lockfileVersion": 1, "dependencies": { "opencode-ai": { "version": "1.2.3" } } }""", "does not lock opencode-ai" },
        { Manifest, """{ "packages": { "node_modules/opencode-ai": { "version": "../../elsewhere" } } }""", "does not lock opencode-ai" },
        { Manifest, """{ "packages": { "node_modules/opencode-ai": { "version": 1 } } }""", "does not lock opencode-ai" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_folder_that_does_not_pin_OpenCode_is_refused(string? manifest, string? locked, string problem)
    {
        if (manifest is not null) _folder.Write("package.json", manifest);
        if (locked is not null) _folder.Write("package-lock.json", locked);
        var options =
            new OpenCodeInstallationOptions
            {
                PackageFolder = _folder.PathOf(""),
                CacheFolder = _folder.PathOf("cache"),
                NpmExecutable = "no-npm-in-this-test"
            };

        OpenCodeServerException refused =
            await Assert.ThrowsAsync<OpenCodeServerException>(() => OpenCodeInstallation.EnsureAsync(options, TestContext.Current.CancellationToken));

        Assert.Equal(OpenCodeServerFailure.NotInstalled, refused.Failure);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Contains("npm install --package-lock-only", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dependencies")]
    [InlineData("devDependencies")]
    [InlineData("optionalDependencies")]
    public void A_folder_that_depends_on_OpenCode_pins_what_it_locks(string kind)
    {
        _folder.Write("package.json", Manifest.Replace("dependencies", kind, StringComparison.Ordinal));
        _folder.Write("package-lock.json", Locked);
        _folder.Write(".npmrc", "registry=http://127.0.0.1:4873/");

        PinnedPackage pinned = PinnedPackage.FromFolder(_folder.PathOf(""));

        Assert.Equal(("1.2.3", true, false), (pinned.Version, pinned.IsLocked, pinned.TakesAny));
        Assert.Equal($"1.2.3-{pinned.Fingerprint[..12]}", pinned.FolderName);
        Assert.Equal([".npmrc", "package-lock.json", "package.json"], pinned.Files.Keys.Order(StringComparer.Ordinal));
        string target = _folder.PathOf("target");
        pinned.WriteTo(target);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(target, ".npmrc")));
        pinned.RemoveSettings(target);
        Assert.Equal(["package-lock.json", "package.json"], Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_pin_it_is_the_release_that_the_client_was_generated_for_with_its_lock_file()
    {
        string release = (string)JsonNode.Parse(File.ReadAllText(Clone.InRoot("spec/openapi.lock.json")))!["opencode"]!;
        Assert.Equal(release, OpenCodeInstallation.PinnedVersion);
        Assert.Equal(PinnedPackage.FromFolder(Repository.InRoot("spec")).Fingerprint, PinnedPackage.OfClient.Fingerprint);
        Assert.Equal(release, PinnedPackage.OfClient.FolderName);
        Assert.True(PinnedPackage.FromVersion(release).IsLocked);
        Assert.False(PinnedPackage.FromVersion("1.2.3").IsLocked);
        Assert.Contains("\"1.2.3\"", Encoding.UTF8.GetString(PinnedPackage.FromVersion("1.2.3").Files["package.json"]), StringComparison.Ordinal);
    }
}
