using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Contract.Tests.Faults;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Broker;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;

namespace OpenCode.Contract.Tests.Verification;

/// <summary>Publishing goes by the broker's links, says what went wrong, and never shows a credential.</summary>
public sealed class BrokerTests
{
    private const int Limit = 30_000;
    private const string Secret = "hunter2";

    // What the Pact Foundation's own client (pact-cli 18.1.2, pact-broker-cli 0.8.8) sent for the same pact, version, branch and tags.
    private const string Recorded = """
        {"branch":"main","contracts":[{"consumerName":"OpenCode.Client","content":"eyJjb25zdW1lciI6eyJuYW1lIjoiT3BlbkNvZGUuQ2xpZW50In0sImludGVyYWN0aW9ucyI6W10sIm1ldGFkYXRhIjp7InBhY3RSdXN0Ijp7Im1vZGVscyI6IjEuMy4xNSJ9LCJwYWN0U3BlY2lmaWNhdGlvbiI6eyJ2ZXJzaW9uIjoiNC4wIn19LCJwcm92aWRlciI6eyJuYW1lIjoiT3BlbkNvZGUifX0=","contentType":"application/json","onConflict":"overwrite","providerName":"OpenCode","specification":"pact"}],"pacticipantName":"OpenCode.Client","pacticipantVersionNumber":"1.2.3","tags":["dev","two"]}
        """;

    // What the verifier of the Pact core (pact_verifier 1.4.8) sent for a release that held, with the same build.
    private const string RecordedResult = """
        {"buildUrl":"https://ci.example/1","providerApplicationVersion":"1.18.33","success":true,"testResults":[],"verifiedBy":{"clientLanguage":{"name":"pact-core","testFramework":"pact_ffi","version":"20.2.0"},"implementation":"Pact-Rust","version":"1.4.8"}}
        """;

    private static readonly ConsumerVersion _version = new() { Number = "1.2.3", Branch = "main", Tags = ["dev", "two"] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Pacts_are_published_as_the_Pact_Foundations_own_client_does()
    {
        await using BrokerFake fake = await BrokerFake.StartAsync($"Bearer {Secret}");
        using PactBroker broker = Connect(fake.BaseUri, BrokerCredential.Bearer(Secret));
        JsonNode recorded = JsonNode.Parse(Recorded)!;
        byte[] content = Convert.FromBase64String((string)recorded["contracts"]![0]!["content"]!);

        await broker.PublishAsync(_version, [PactDocument.Parse("a.json", content)], Cancellation);

        Assert.True(JsonNode.DeepEquals(recorded, Assert.Single(fake.Published)), fake.Published.Single().ToJsonString());
    }

    [Fact(Timeout = Limit)]
    public async Task Results_are_published_to_the_pacts_that_were_verified()
    {
        await using BrokerFake fake = await BrokerFake.StartAsync("Basic bWU6aHVudGVyMg==");
        using PactBroker broker = Connect(fake.BaseUri, BrokerCredential.Basic("me", Secret));
        PactDocument first = Pact("OpenCode", "1"), second = Pact("OpenCode events/é", "2");
        await broker.PublishAsync(_version, [first, second], Cancellation);

        await broker.PublishResultAsync(_version, second, Result("1.18.33", Outcome.Held), Cancellation);
        await broker.PublishResultAsync(_version, first, Result("1.0.0", Outcome.Drifted), Cancellation);

        Assert.Equal(
            [("OpenCode%20events%2F%C3%A9/OpenCode.Client/1.2.3", true, "1.18.33"), ("OpenCode/OpenCode.Client/1.2.3", false, "1.0.0")],
            fake.Results.Select(static r => (r.Pact, (bool)r.Result["success"]!, (string)r.Result["providerApplicationVersion"]!)));
        await Assert.ThrowsAsync<ArgumentException>(
            () => broker.PublishResultAsync(_version, first, new VersionResult { Version = "1", CouldNotRun = "It died." }, Cancellation));
    }

    [Fact(Timeout = Limit)]
    public async Task Results_are_published_as_the_Pact_cores_own_verifier_does()
    {
        await using BrokerFake fake = await BrokerFake.StartAsync();
        using PactBroker broker = Connect(fake.BaseUri);
        PactDocument pact = Pact("OpenCode", "1");
        await broker.PublishAsync(_version, [pact], Cancellation);

        await broker.PublishResultAsync(_version with { BuildUri = new Uri("https://ci.example/1") }, pact, Result("1.18.33", Outcome.Held), Cancellation);

        // Who verified differs, and the core names the tests that failed.
        JsonObject recorded = JsonNode.Parse(RecordedResult)!.AsObject(), sent = fake.Results.Single().Result.DeepClone().AsObject();
        recorded.Remove("testResults");
        Assert.Equal("Pact-Rust", (string?)recorded["verifiedBy"]!["implementation"]);
        Assert.Equal("OpenCodeGen", (string?)sent["verifiedBy"]!["implementation"]);
        recorded.Remove("verifiedBy");
        sent.Remove("verifiedBy");
        Assert.True(JsonNode.DeepEquals(recorded, sent), sent.ToJsonString());
    }

    [Fact(Timeout = Limit)]
    public async Task The_same_pact_may_be_published_again_and_another_one_not()
    {
        await using BrokerFake fake = await BrokerFake.StartAsync();
        using PactBroker broker = Connect(fake.BaseUri);
        await broker.PublishAsync(_version, [Pact("OpenCode", "1")], Cancellation);
        await broker.PublishAsync(_version, [Pact("OpenCode", "1")], Cancellation);

        var refused = await Assert.ThrowsAsync<PactBrokerException>(() => broker.PublishAsync(_version, [Pact("OpenCode", "2")], Cancellation));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Cannot change the content", refused.Message, StringComparison.Ordinal);
        Assert.Contains("publish under a new version", refused.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broker_that_refuses_the_credential_says_which_variables_to_set(bool some)
    {
        await using BrokerFake fake = await BrokerFake.StartAsync("Bearer other");
        using PactBroker broker = Connect(fake.BaseUri, some ? BrokerCredential.Bearer(Secret) : null);

        var refused = await Assert.ThrowsAsync<PactBrokerException>(() => broker.PublishAsync(_version, [Pact("OpenCode", "1")], Cancellation));

        Assert.Equal((HttpStatusCode.Unauthorized, fake.BaseUri), (refused.Status, refused.Uri));
        Assert.Contains("You must authenticate", refused.Message, StringComparison.Ordinal);
        Assert.Contains("PACT_BROKER_TOKEN", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_to_another_server_is_not_followed()
    {
        await using RawServer other = new("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using BrokerFake fake = await BrokerFake.StartAsync($"Bearer {Secret}", other.BaseUri);
        using PactBroker broker = Connect(fake.BaseUri, BrokerCredential.Bearer(Secret));

        var refused = await Assert.ThrowsAsync<PactBrokerException>(() => broker.PublishAsync(_version, [Pact("OpenCode", "1")], Cancellation));

        Assert.Contains("another server", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, other.Connections);
    }

    [Theory(Timeout = Limit)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", 200, "text/html where a Pact Broker answers JSON")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{", 200, "where a Pact Broker answers JSON")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/hal+json\r\nContent-Length: 2\r\n\r\n{}", null, "without the link 'pb:publish-contracts'")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404, "with its path")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 302, "Redirects are not followed")]
    [InlineData("HTTP/1.1 500 Oh\r\nContent-Type: application/json\r\nContent-Length: 35\r\n\r\n{\"error\":{\"message\":\"It is down.\"}}", 500, "It is down.")]
    public async Task What_is_no_broker_is_told_with_URL_and_status(string answer, int? status, string says)
    {
        await using RawServer server = new(answer);
        using PactBroker broker = Connect(server.BaseUri);

        var failed = await Assert.ThrowsAsync<PactBrokerException>(() => broker.PublishAsync(_version, [Pact("OpenCode", "1")], Cancellation));

        Assert.Equal(((HttpStatusCode?)status, server.BaseUri), (failed.Status, failed.Uri));
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
        Assert.Contains(server.BaseUri.ToString(), failed.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_broker_that_does_not_answer_is_given_up()
    {
        await using RawServer server = new("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
        using PactBroker broker = new(new PactBrokerOptions { BaseUri = server.BaseUri, Timeout = TimeSpan.FromMilliseconds(300) });

        var failed = await Assert.ThrowsAsync<PactBrokerException>(() => broker.PublishAsync(_version, [Pact("OpenCode", "1")], Cancellation));
        Assert.Contains("within 0.3 seconds", failed.Message, StringComparison.Ordinal);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => broker.PublishAsync(_version, [Pact("OpenCode", "1")], new CancellationToken(canceled: true)));
    }

    [Fact(Timeout = Limit)]
    public async Task The_command_publishes_a_folder_and_a_report()
    {
        await using BrokerFake fake = await BrokerFake.StartAsync($"Bearer {Secret}");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("opencode-pacts-");
        try
        {
            string report = Path.Combine(folder.FullName, "report");
            File.WriteAllText(report, JsonReport.Render(new CompatibilityMatrix
            {
                ClientVersion = "1.18.33",
                Verified = DateTimeOffset.UnixEpoch,
                Versions = [Result("1.18.33", Outcome.Held) with { Duration = TimeSpan.FromSeconds(61) },
                    new VersionResult { Version = "1.0.0", CouldNotRun = "It died." }],
            }));
            File.WriteAllBytes(Path.Combine(folder.FullName, "one.json"), Pact("OpenCode", "1").Content.ToArray());
            using StringWriter messages = new() { NewLine = "\n" }, errors = new() { NewLine = "\n" };
            PublishRun run = new()
            {
                Broker = fake.BaseUri,
                Pacts = folder,
                Version = _version,
                Results = new FileInfo(report),
                ReadVariable = static name => name == BrokerCredential.TokenVariable ? Secret : null,
            };

            Assert.Equal((PublishRun.Published, ""), (await run.RunAsync(messages, errors, Cancellation), errors.ToString()));
            Assert.Equal(
                "published one.json: OpenCode.Client 1.2.3 with OpenCode\npublished the result of OpenCode 1.18.33 with one.json: held\nno result of 1.0.0: It died.\n",
                messages.ToString());
            Assert.Single(fake.Results);

            Assert.Equal(PublishRun.BrokerFailed, await (run with { ReadVariable = static _ => null }).RunAsync(messages, errors, Cancellation));
            Assert.Equal(PublishRun.FilesFailed,
                await (run with { Results = new FileInfo(Path.Combine(folder.FullName, "one.json")) }).RunAsync(messages, errors, Cancellation));
            Assert.Equal(2, errors.ToString().Count(static c => c == '\n'));
            Assert.DoesNotContain(Secret, messages.ToString() + errors, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static PactBroker Connect(Uri address, BrokerCredential? credential = null)
        => new(new PactBrokerOptions { BaseUri = address, Credential = credential });

    private static PactDocument Pact(string provider, string description) => PactDocument.Parse(
        "pact.json",
        Encoding.UTF8.GetBytes(
            $$$"""{"consumer":{"name":"OpenCode.Client"},"provider":{"name":"{{{provider}}}"},"interactions":[{"description":"{{{description}}}"}]}"""));

    private static VersionResult Result(string version, Outcome outcome) => new()
    {
        Version = version,
        Operations = [new SubjectResult { Operation = "session.list", Method = "GET", Path = "/session", Outcome = outcome }],
    };
}
