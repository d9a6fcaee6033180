using System.Text;
using OpenCode.Verification;
using OpenCode.Verification.Broker;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Broker;

/// <summary>Only pacts are published, byte for byte.</summary>
public sealed class PactDocumentTests
{
    private const string Pact = """{ "consumer": {"name":"a"}, "provider": {"name":"b"}, "interactions": [] }""";

    [Fact]
    public void A_folder_is_read_in_the_order_of_names()
    {
        using var folder = new WorkFolder();
        folder.Write("b.json", Pact);
        folder.Write("a.json", Pact);
        folder.Write("notes.txt", "none");

        IReadOnlyList<PactDocument> pacts = PactDocument.ReadFolder(folder.PathOf("."));

        Assert.Equal(["a.json", "b.json"], pacts.Select(static p => p.Name));
        Assert.All(pacts, static p => Assert.Equal(("a", "b", Pact), (p.Consumer, p.Provider, Encoding.UTF8.GetString(p.Content.Span))));
    }

    [Theory]
    [InlineData("nonsense", "not JSON")]
    [InlineData("[]", "no pact")]
    [InlineData("""{"consumer":{"name":"a"},"provider":{"name":""},"interactions":[]}""", "no pact")]
    [InlineData("""{"consumer":"a","provider":{"name":"b"},"interactions":[]}""", "no pact")]
    [InlineData("""{"consumer":{"name":"a"},"provider":{"name":"b"}}""", "no pact")]
    public void What_is_no_pact_is_refused_by_name(string text, string says)
    {
        string message = Assert.Throws<FormatException>(() => PactDocument.Parse("x/y.json", Encoding.UTF8.GetBytes(text))).Message;

        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Contains("x/y.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_pacts_is_refused()
    {
        using var folder = new WorkFolder();

        Assert.Contains("no pact", Assert.Throws<FormatException>(() => PactDocument.ReadFolder(folder.PathOf("."))).Message, StringComparison.Ordinal);

        folder.Write("a.json", Pact);
        Assert.Contains("There is no folder", Assert.Throws<DirectoryNotFoundException>(() => PactDocument.ReadFolder(folder.PathOf("b"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("it is a file", Assert.Throws<DirectoryNotFoundException>(() => PactDocument.ReadFolder(folder.PathOf("a.json"))).Message,
            StringComparison.Ordinal);
    }
}
