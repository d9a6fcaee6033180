using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Pact.Provider;
using OpenCode.Verification.Outcomes;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>What a verification finds out about a provider that runs.</summary>
public sealed class VerifierTests(ProviderStub provider) : IClassFixture<ProviderStub>
{
    private static readonly string[] _messages = ["good: ü", "bad", "never sent"];
    private static readonly string[] _paths = ["status", "key", "type", "null", "header", "content", "empty", "garbled", "nested", "nothing", "more"];

    [Fact]
    public async Task Every_kind_of_mismatch_says_where_and_what()
    {
        using var folder = new PactFolder();
        provider.With("/status", "{}", 404).With("/key", """{"a":"x"}""").With("/type", """{"a":1,"b":2}""").With("/null", """{"a":"x","b":null}""")
            .With("/header", """{"a":"x","b":2}""").With("/content", "<html>", contentType: "text/html").With("/empty", "").With("/garbled", "{")
            .With("/nested", """{"a":{},"b":2}""")
            .With("/nothing", """{"a":null,"b":2}""").With("/more", """{"a":"x","b":2,"c":3}""");
        VerificationReport report = await folder.VerifyAsync(provider, static pact =>
        {
            foreach (string path in _paths)
            {
                HttpInteraction interaction = pact.AddRequest(path).Request("GET", "/" + path).Answers(200)
                    .AnswerBody(
                        new JsonObject
                        {
                            ["a"] = path is "nested" or "nothing" ? new JsonObject { ["size"] = 1 } : Matching.Type("a"),
                            ["b"] = Matching.Integer(1)
                        });
                if (path == "header") interaction.AnswerHeader("X-Cursor", Matching.Type("a"));
            }
        });

        Assert.Equal(_paths.Order(StringComparer.Ordinal), report.Interactions.Select(static i => i.Description).Order(StringComparer.Ordinal));
        Assert.All(report.Interactions, static i => Assert.Null(i.Error));
        Assert.Equal(["more"], report.Interactions.Where(static i => i.Held).Select(static i => i.Description));
        IEnumerable<string> found =
            report.Interactions.SelectMany(static i => i.Mismatches.Select(m => $"{i.Description} {m.Kind} {m.Path}: {m.Expected} / {m.Actual}".TrimEnd()))
            .Order(StringComparer.Ordinal);
        Assert.Equal("""
            content BodyTypeMismatch : application/json / text/html
            content HeaderMismatch Content-Type: application/json / text/html
            empty BodyMismatch /: {"a":"a","b":1} /
            garbled BodyMismatch $: {"a":"a","b":1} / {
            header HeaderMismatch X-Cursor: "a" /
            key BodyMismatch $: ["a","b"] / ["a"]
            nested BodyMismatch $.a: ["size"] / []
            nothing BodyMismatch $.a: {"size":1} / null
            null BodyMismatch $.b: 1 / null
            status BodyMismatch $: ["a","b"] / []
            status StatusMismatch : 200 / 404
            type BodyMismatch $.a: "a" / 1
            """, string.Join('\n', found));
        Assert.Contains("Verifying a pact between tests and opencode", report.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task States_are_set_up_and_torn_down_and_one_that_fails_is_told_apart()
    {
        using var folder = new PactFolder();
        provider.With("/session/ses_ü", "{}").With("/session/ses_1", "{}", 404);
        provider.Changes.Clear();

        VerificationReport report = await folder.VerifyAsync(
            provider,
            static pact =>
            {
                pact.AddRequest("a").Given("a session").Request("GET", Matching.FromState("/session/${id}", "/session/ses_1")).Answers(200);
                pact.AddRequest("b").Given("impossible").Request("GET", "/session/ses_1").Answers(404);
            },
            plan => plan with { States = provider.States });

        Assert.Equal(["setup a session", "teardown a session", "setup impossible"], provider.Changes.Take(3));
        Assert.Equal([true, false], report.Interactions.Select(static i => i.Held));
        Assert.Contains("state", report.Interactions[1].Error, StringComparison.Ordinal);
        Assert.False(PactDrifts.GotNoAnswer(report.Interactions[1]));
        Assert.Empty(report.Interactions[1].Mismatches);
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_an_error_of_every_interaction()
    {
        using var folder = new PactFolder();
        VerificationReport report = await folder.VerifyAsync(provider, Two, static plan => plan with { Address = new Uri("http://127.0.0.1:1") });

        Assert.Equal(2, report.Interactions.Count);
        Assert.All(report.Interactions, static i => Assert.Contains("error sending request for url (http://127.0.0.1:1/", i.Error, StringComparison.Ordinal));
        Assert.All(report.Interactions, static i => Assert.True(PactDrifts.GotNoAnswer(i)));
        Assert.All(report.Interactions, static i => Assert.False(i.Held));
    }

    [Fact]
    public async Task A_provider_that_should_speak_https_is_not_asked_without()
    {
        using var folder = new PactFolder();
        provider.With("/one", "{}").With("/two", "{}");
        VerificationReport report =
            await folder.VerifyAsync(provider, Two, plan => plan with { Address = new UriBuilder(provider.Address) { Scheme = "https" }.Uri });

        Assert.All(report.Interactions, static i => Assert.Contains("https://", i.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_request_gets_the_headers_of_the_plan()
    {
        using var folder = new PactFolder();
        provider.With("/one", "{}").With("/two", "{}").Keys.Clear();
        await folder.VerifyAsync(provider, Two, static plan => plan with { Headers = new Dictionary<string, string> { ["X-Key"] = "a secret" } });

        Assert.Equal(["a secret", "a secret"], provider.Keys);
    }

    [Fact]
    public async Task Messages_are_asked_for_by_their_description()
    {
        using var folder = new PactFolder();
        provider.With("good: ü", """{"type":"session.idle","at":1}""").With("bad", """{"type":"session.busy","at":"1"}""");

        VerificationReport report = await folder.VerifyAsync(
            provider,
            static pact =>
            {
                foreach (string name in _messages)
                    pact.AddMessage(name).Holds(new JsonObject { ["type"] = Matching.Exactly("session.idle"), ["at"] = Matching.Integer(1) });
            },
            plan => plan with { Messages = provider.Messages });

        Dictionary<string, InteractionResult> results = report.Interactions.ToDictionary(static r => r.Description);
        Assert.True(results["good: ü"].Held);
        Assert.Equal(["$.at", "$.type"], results["bad"].Mismatches.Select(static m => m.Path).Order(StringComparer.Ordinal));
        Assert.False(results["never sent"].Held);
    }

    [Fact]
    public async Task A_pact_without_interactions_has_no_results()
    {
        using var folder = new PactFolder();
        VerificationReport report = await folder.VerifyAsync(
            provider, Two,
                plan => plan with
                {
                    Pacts = [folder.WriteText(
                    """{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[],"metadata":{"pactSpecification":{"version":"4.0"}}}""")]
                });

        Assert.Empty(report.Interactions);
    }

    [Fact]
    public async Task A_verification_that_is_cancelled_ends_the_process_of_the_core()
    {
        using var folder = new PactFolder();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var plan =
            new VerificationPlan
            {
                Provider = PactFolder.Provider,
                Address = provider.Address,
                Pacts = [folder.Write(static p => p.AddRequest("a").Request("GET", "/stall").Answers(200))]
            };
        Task<VerificationReport> verification = PactVerifier.VerifyAsync(plan, stop.Token);
        await provider.Stalled.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verification.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        await provider.Abandoned.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    private static void Two(PactContract pact)
    {
        pact.AddRequest("one").Request("GET", "/one").Answers(200);
        pact.AddRequest("two").Request("GET", "/two").Answers(200);
    }
}
