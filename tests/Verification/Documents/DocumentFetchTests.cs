using System.Text;
using OpenCode.Hosting;
using OpenCode.Verification.Documents;
using Xunit;

namespace OpenCode.Verification.Tests.Documents;

/// <summary>Documents as programs and servers really give them.</summary>
public sealed class DocumentFetchTests
{
    private const string Document = """{"openapi": "3.1.0", "info": {"title": "opencode", "version": "1"}, "paths": {"/a": {"get": {"responses": {}}, "post": {"responses": {}}}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>2.x comes as this package, which was not to be had: a stand-in with its name, and a banner as some releases print one.</summary>
    [Fact]
    public async Task A_package_of_another_name_is_installed_and_asked()
    {
        string script = $"if (process.argv[2] !== 'generate') process.exit(2); console.log('Performing {{one time}} migration\\n'); console.log(`{Document}`)";
        await using PackageRegistry registry = await PackageRegistry.StartAsync("@opencode", ("@opencode/cli", "2.0.0", script));

        ReleaseDocument document = await new DocumentFetch().OfPackageAsync("@opencode/cli@2.0.0", Token);

        Assert.Equal(Document + "\n", Encoding.UTF8.GetString(document.Utf8.Span));
        Assert.Equal(("@opencode/cli@2.0.0", null, 2), (document.Package, document.Version, document.OperationCount));
    }

    [Fact]
    public async Task What_a_package_lacks_is_said()
    {
        await using PackageRegistry registry = await PackageRegistry.StartAsync(
            "@lacking", ("@lacking/program", "1.0.0", null), ("@lacking/document", "1.0.0", "console.log('Unknown command: generate'); process.exit(1)"));
        DocumentFetch fetch = new();

        await SaysAsync("no program", () => fetch.OfPackageAsync("@lacking/program@1.0.0", Token));
        await SaysAsync("Unknown command: generate", () => fetch.OfPackageAsync("@lacking/document@1.0.0", Token));
        await SaysAsync("@lacking/program@9.9.9", () => fetch.OfPackageAsync("@lacking/program@9.9.9", Token));
        await Assert.ThrowsAsync<FormatException>(() => fetch.OfPackageAsync("@lacking/program", Token));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("banner\n{0}")]
    [InlineData("{{not the document}}\n{{\"neither\": 1}}\n{0}")]
    [InlineData("\uFEFF{0}\n\n")]
    public void Words_before_a_document_are_left_out(string format)
        => Assert.Equal(Document + "\n", Encoding.UTF8.GetString(ReleaseDocument.Parse(string.Format(null, format, Document), "it").Utf8.Span));

    [Theory]
    [InlineData("", "nothing came")]
    [InlineData("<html>no</html>", "<html>no</html>")]
    [InlineData("{\"openapi\": \"3.1.0\", ", "{\"openapi\"")]
    public void What_is_no_document_is_told_by_its_beginning(string text, string words)
        => Assert.Contains(words, Assert.Throws<DocumentException>(() => ReleaseDocument.Parse(text, "it")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_release_that_cannot_be_installed_and_a_server_that_is_not_there_are_one_sentence()
    {
        DocumentFetch fetch = new() { Install = static (_, _) => throw new OpenCodeServerException(OpenCodeServerFailure.NotInstalled, "npm is missing.") };

        await SaysAsync("npm is missing.", () => fetch.OfReleaseAsync("1.0.0", Token));
        await SaysAsync("nothing listens", () => fetch.OfServerAsync(new Uri("http://127.0.0.1:1"), cancellationToken: Token));
    }

    private static async Task SaysAsync(string words, Func<Task> fetch)
    {
        DocumentException exception = await Assert.ThrowsAsync<DocumentException>(fetch);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }
}
