using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>What belongs to a pact that is gone, or whose server has started, says so; the core is not asked.</summary>
public sealed class DisposedPactTests
{
    private static readonly Dictionary<string, Action<Parts>> _uses = new()
    {
        ["AddRequest"] = static p => p.Pact.AddRequest("more"),
        ["AddMessage"] = static p => p.Pact.AddMessage("more"),
        ["StartServer"] = static p => p.Pact.StartServer(),
        ["Write"] = static p => p.Pact.Write(Path.Combine(p.Folder, "made")),
        ["Given"] = static p => p.Request.Given("a state"),
        ["Request"] = static p => p.Request.Request("GET", "/"),
        ["Query"] = static p => p.Request.Query("a", "b"),
        ["Header"] = static p => p.Request.Header("a", "b"),
        ["Body"] = static p => p.Request.Body(new JsonObject()),
        ["Answers"] = static p => p.Request.Answers(200),
        ["AnswerHeader"] = static p => p.Request.AnswerHeader("a", "b"),
        ["AnswerBody"] = static p => p.Request.AnswerBody(new JsonObject()),
        ["AnswerText"] = static p => p.Request.AnswerText("text/plain", "a"),
        ["Message.Given"] = static p => p.Message.Given("a state"),
        ["Message.Holds"] = static p => p.Message.Holds(new JsonObject()),
    };

    public static TheoryData<string> Uses => [.. _uses.Keys];

    public static TheoryData<string> Descriptions => [.. _uses.Keys.Where(static u => u is not ("StartServer" or "Write"))];

    [Theory]
    [MemberData(nameof(Uses))]
    public void Nothing_can_be_done_with_a_pact_that_is_gone(string use)
    {
        using var folder = new PactFolder();
        var pact = new PactContract("tests", "opencode");
        var parts = new Parts(pact, pact.AddRequest("a request"), pact.AddMessage("a message"), folder.Path);
        pact.Dispose();
        pact.Dispose();
        using var other = new PactContract("tests", "opencode");

        Assert.Contains(nameof(PactContract), Assert.Throws<ObjectDisposedException>(() => _uses[use](parts)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Descriptions))]
    public void Nothing_can_be_described_once_the_server_has_started(string use)
    {
        using var pact = new PactContract("tests", "opencode");
        var parts = new Parts(pact, pact.AddRequest("a request"), pact.AddMessage("a message"), "");
        parts.Request.Request("GET", "/").Answers(200);
        using MockServer server = pact.StartServer();

        Exception error = Assert.ThrowsAny<Exception>(() => _uses[use](parts));

        Assert.True(error is PactCoreException or InvalidOperationException, error.ToString());
        Assert.Contains("before StartServer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_has_ended_does_not_say_that_everything_matched()
    {
        using var pact = new PactContract("tests", "opencode");
        pact.AddRequest("a request").Request("GET", "/").Answers(200);
        MockServer server = pact.StartServer();
        server.Dispose();
        server.Dispose();

        Assert.Throws<ObjectDisposedException>(() => server.Matched);
        Assert.Throws<ObjectDisposedException>(() => server.Mismatches);
        Assert.True(server.Address.IsLoopback);
    }

    [Fact]
    public async Task A_server_outlives_its_pact()
    {
        var pact = new PactContract("tests", "opencode");
        pact.AddRequest("a request").Request("GET", "/").Answers(200).AnswerText("text/plain", "here");
        using MockServer server = pact.StartServer();
        pact.Dispose();

        using var client = new HttpClient();
        Assert.Equal("here", await client.GetStringAsync(server.Address, TestContext.Current.CancellationToken));
        Assert.True(server.Matched, server.Mismatches);
    }

    [Theory]
    [InlineData("", "opencode")]
    [InlineData("tests", " ")]
    [InlineData(null, "opencode")]
    public void A_pact_is_between_two_who_have_names(string? consumer, string provider)
        => Assert.ThrowsAny<ArgumentException>(() => new PactContract(consumer!, provider));

    [Fact]
    public void The_core_has_a_version() => Assert.True(Version.TryParse(PactContract.CoreVersion, out _), PactContract.CoreVersion);

    private sealed record Parts(PactContract Pact, HttpInteraction Request, MessageInteraction Message, string Folder);
}
