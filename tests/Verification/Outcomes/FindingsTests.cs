using OpenCode.Core.Operations;
using OpenCode.Pact;
using OpenCode.Pact.Provider;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Results;
using OpenCode.Verification.Tests.Traffic;
using OpenCode.Verification.Traffic;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Outcomes;

/// <summary>What is concluded about an operation or event from what pacts, traffic, streams and sockets showed.</summary>
public sealed class FindingsTests
{
    private const string Skills = "app.skills: lists the skills";

    private static readonly KnownDifference _known =
        new() { Operation = "app.skills", Status = 200, Pointer = "/a", Kind = "WrongType", Shows = Showing.Always, Reason = "It is a number." };

    private static readonly Dictionary<string, InteractionResult> _results = new()
    {
        ["held"] = Interactions.Held(),
        ["wrong type"] = Interactions.Failed(Interactions.WrongType("$.b")),
        ["known"] = Interactions.Failed(Interactions.WrongType("$.a")),
        ["known and not"] = Interactions.Failed(Interactions.WrongType("$.a"), Interactions.WrongType("$.b")),
        ["empty list"] = Interactions.Failed(Interactions.EmptyList()),
        ["known beside an empty list"] = Interactions.Failed(Interactions.WrongType("$.a"), Interactions.EmptyList("$.list")),
        ["other status"] = Interactions.Failed(Interactions.Status(200, 500)),
        ["untried"] = Interactions.Untried("The core gave no reason"),
        ["no answer"] = Interactions.Untried(Interactions.NoAnswer),
    };

    [Theory]
    [InlineData("held", Outcome.Held, null)]
    [InlineData("wrong type", Outcome.Drifted, null)]
    [InlineData("known", Outcome.Held, null)]
    [InlineData("known and not", Outcome.Drifted, null)]
    [InlineData("empty list", Outcome.NotReachable, "The release answers with an empty list, which proves nothing.")]
    [InlineData("known beside an empty list", Outcome.Held, null)]
    [InlineData("other status", Outcome.Drifted, null)]
    [InlineData("untried", Outcome.NotReachable, "The core gave no reason.")]
    [InlineData("no answer", Outcome.Drifted, null)]
    public void One_interaction_decides_about_its_operation(string result, Outcome outcome, string? reason)
    {
        SubjectResult skills = Skill(Findings((Interactions.Of(Skills), _results[result])));

        Assert.Equal((outcome, reason), (skills.Outcome, skills.Reason));
        Assert.Equal(result == "held" ? (1, 0) : (0, 1), (skills.InteractionsHeld, skills.InteractionsFailed));
    }

    [Fact]
    public void A_refusal_that_holds_is_no_success()
    {
        SubjectResult skills = Skill(Findings((Interactions.Of("app.skills: refuses", 400), Interactions.Held())));
        Assert.Equal((Outcome.NotReachable, "The pacts have no interaction with a success for it.", 1), (skills.Outcome, skills.Reason,
            skills.InteractionsHeld));
    }

    [Fact]
    public void An_operation_that_cannot_succeed_has_its_own_reason()
    {
        SubjectResult share = Findings(Interactions.Of("session.share: x"), Interactions.Untried("u"), "session.share");
        Assert.Equal((Outcome.NotReachable, Unreachable.Reasons["session.share"]), (share.Outcome, share.Reason));
    }

    [Fact]
    public void A_service_that_has_become_available_is_a_success()
    {
        SubjectResult wait =
            Findings(Interactions.Of("v2.session.wait: is not available yet", 503), Interactions.Failed(Interactions.Status(503, 204)), "v2.session.wait");
        Assert.Equal((Outcome.Held, null, 0), (wait.Outcome, wait.Reason, wait.Drifts.Count));
    }

    [Fact]
    public void A_state_that_could_not_be_set_up_is_the_reason()
    {
        Findings findings = Findings((Interactions.Of(Skills, state: "a skill"), Interactions.Untried("setup failed")));
        Assert.Equal("The state 'a skill' could not be set up: no disk.", Skill(findings).Reason);
    }

    [Fact]
    public void What_held_beside_an_interaction_that_could_not_be_tried_says_so()
    {
        Findings findings =
            Findings((Interactions.Of(Skills), Interactions.Held()), (Interactions.Of("app.skills: with a skill", state: "a skill"),
                Interactions.Untried("setup failed")));
        Assert.Equal((Outcome.Held, "Not every interaction could be tried: The state 'a skill' could not be set up: no disk."), (Skill(findings).Outcome,
            Skill(findings).Reason));
    }

    [Fact]
    public void What_is_not_offered_is_absent() => Assert.Equal(
        (Outcome.Absent, null), Skill(Findings((Interactions.Of(Skills), Interactions.Held())), """{"paths":{}}"""));

    [Fact]
    public void Pact_and_traffic_show_one_difference_once()
    {
        var traffic = new ConformanceCheck(KnownDifferences.None);
        traffic.Add(Exchanges.Json("GET /command", """[{"name":1,"template":"b","hints":[]}]"""));
        SubjectResult commands =
            Make([(Interactions.Of("command.list: lists"), Interactions.Failed(Interactions.WrongType("$[0].name"), Interactions.WrongType("$[0].template")))],
                traffic: traffic)
            .Operations.Single(static o => o.Operation == "command.list");

        Assert.Equal([("/*/name", DriftSource.Traffic), ("/*/template", DriftSource.Pact)], commands.Drifts.Select(static d => (d.Pointer, d.Source)));
        Assert.Equal((Outcome.Drifted, 1), (commands.Outcome, commands.Decoded));
    }

    [Fact]
    public void Every_operation_has_one_row_in_ordinal_order()
    {
        IReadOnlyList<SubjectResult> rows = Findings().Operations;
        Assert.Equal(OperationCatalog.All.Select(static o => o.Id).Order(StringComparer.Ordinal), rows.Select(static r => r.Operation));
        Assert.All(rows.Where(static r => r.Outcome == Outcome.NotReachable),
            static r => Assert.EndsWith(".", r.Reason + (r.Path.EndsWith("/connect", StringComparison.Ordinal) ? "." : ""), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("session.list", "session.list")]
    [InlineData("*.session.list", "experimental.session.list v2.session.list")]
    [InlineData("session.l*|app.skills", "app.skills session.list")]
    public void Only_operations_that_were_asked_for_have_rows(string patterns, string rows)
    {
        var traffic = new ConformanceCheck(KnownDifferences.None);
        traffic.AddEvent("event.subscribe", """{"id":"evt_1","type":"session.idle","properties":{}}"""u8.ToArray());

        Findings findings = Make([], traffic: traffic, filter: OperationFilter.Parse(patterns.Split('|')));

        Assert.Equal(rows, string.Join(' ', findings.Operations.Select(static o => o.Operation)));
        Assert.Empty(findings.EventTypes);
    }

    [Theory]
    [InlineData("session.list", "session.*", true)]
    [InlineData("session.*", "session.list", true)]
    [InlineData("session.list", "pty.*", false)]
    [InlineData("session.list", "event.subscribe", false)]
    public void What_is_known_of_other_operations_is_not_missed(string asked, string known, bool touched)
        => Assert.Equal(touched, OperationFilter.Parse([asked]).Touches(known));

    [Theory]
    [InlineData("pty.connect", Outcome.Held, null)]
    [InlineData("v2.pty.connect", Outcome.NotReachable, "It was not tried")]
    public void A_socket_is_judged_by_what_happened_to_it(string operation, Outcome outcome, string? reason)
    {
        SubjectResult socket = Findings().Operations.Single(o => o.Operation == operation);
        Assert.Equal((outcome, reason), (socket.Outcome, socket.Reason));
    }

    [Theory]
    [InlineData("session.idle", null, Outcome.NotReachable, "It was not sent during the verification.")]
    [InlineData("session.idle", "held", Outcome.Held, null)]
    [InlineData("session.idle", "wrong type", Outcome.Drifted, null)]
    [InlineData("brand.new", null, Outcome.Absent, null)]
    [InlineData("brand.new", "held", Outcome.Held, null)]
    public void An_event_is_judged_by_its_interactions(string type, string? result, Outcome outcome, string? reason)
    {
        Findings findings = Make([], [(Interactions.Of($"event.subscribe: {type}", 0), result is null ? null : _results[result])]);
        SubjectResult idle = Assert.Single(findings.EventTypes);

        Assert.Equal(("event.subscribe", type, outcome, reason), (idle.Operation, idle.EventType, idle.Outcome, idle.Reason));
        SubjectResult stream = findings.Operations.Single(static o => o.Operation == "event.subscribe");
        Assert.Equal(result is null ? (Outcome.NotReachable, "No event came.") : (Outcome.Held, null), (stream.Outcome, stream.Reason));
    }

    [Theory]
    [InlineData("""{"id":"evt_1","type":"session.idle","properties":{}}""", "session.idle")]
    [InlineData("""{"id":"evt_1","type":"session.idle","properties":{"sessionID":"ses_1"}}""", null)]
    [InlineData("""{"id":"evt_1","type":"brand.new","properties":{}}""", null)]
    public void An_event_in_no_pact_has_a_row_when_it_differs(string data, string? drifted)
    {
        var traffic = new ConformanceCheck(KnownDifferences.None);
        traffic.AddEvent("event.subscribe", System.Text.Encoding.UTF8.GetBytes(data));

        IReadOnlyList<SubjectResult> rows = Make([], traffic: traffic).EventTypes;

        Assert.Equal(drifted is null ? [] : [(drifted, Outcome.Drifted)], rows.Select(static r => (r.EventType!, r.Outcome)));
    }

    [Fact]
    public void Interactions_of_one_type_are_one_row_and_rows_are_ordered()
    {
        Findings findings = Make([], [
            (Interactions.Of("global.event: b", 0), null), (Interactions.Of("event.subscribe: b where /p is x", 0), Interactions.Held()),
            (Interactions.Of("event.subscribe: b where /p is y", 0), null), (Interactions.Of("event.subscribe: a", 0), null)]);

        Assert.Equal([("event.subscribe", "a"), ("event.subscribe", "b"), ("global.event", "b")],
            findings.EventTypes.Select(static e => (e.Operation, e.EventType!)));
        Assert.Equal((Outcome.Held, "Not every kind of it was sent: none where /p is y."), (findings.EventTypes[1].Outcome, findings.EventTypes[1].Reason));
    }

    private static Findings Findings(params (PactInteraction, InteractionResult)[] interactions) => Make(interactions);

    private static SubjectResult Findings(PactInteraction interaction, InteractionResult result, string operation)
        => Make([(interaction, result)]).Operations.Single(o => o.Operation == operation);

    private static SubjectResult Skill(Findings findings) => findings.Operations.Single(static o => o.Operation == "app.skills");

    private static (Outcome, string?) Skill(Findings findings, string document)
    {
        SubjectResult skills = Skill(Make(findings.Interactions, document: document));
        return (skills.Outcome, skills.Reason);
    }

    private static Findings Make(
        IReadOnlyList<(PactInteraction, InteractionResult)> interactions, IReadOnlyList<(PactInteraction, InteractionResult?)>? events = null,
            ConformanceCheck? traffic = null, string? document = null, OperationFilter? filter = null) => new()
            {
                Filter = filter ?? OperationFilter.All,
                Offered = OfferedOperations.Parse(document ?? File.ReadAllText(Clone.InRoot("spec/openapi.json"))),
                Interactions = interactions,
                Events = events ?? [],
                Traffic = traffic ?? new ConformanceCheck(KnownDifferences.None),
                PactDrifts = new PactDrifts(new ResponseLog(), Interactions.Known(_known)),
                StateFailures = new Dictionary<string, string> { ["a skill"] = "no disk." },
                Sockets = new Dictionary<string, string?> { ["pty.connect"] = null },
            };
}
