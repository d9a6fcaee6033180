using System.Text.Json;

namespace OpenCode.Contract.Tests.Static;

/// <summary>What the list of known disagreements accepts, and what it does not.</summary>
public sealed class KnownDisagreementsTests
{
    private const string List = """
        {
          "limits": [],
          "disagreements": [
            { "interactions": ["a.*", "b.get: is busy"], "status": 500, "code": "response.status.unknown", "location": "paths.*.responses", "message": ": 500", "reason": "Undocumented." }
          ]
        }
        """;

    private static readonly (string Interaction, int Status)[] _requests =
        [("a.get: is found", 200), ("a.get: is broken", 500), ("a.put: is broken", 500), ("b.get: is busy", 500)];

    [Fact]
    public void What_is_listed_and_shows_everywhere_is_no_surprise()
        => Assert.Empty(KnownDisagreements.Parse(List).Judge([Broken("a.get: is broken"), Broken("a.put: is broken"), Broken("b.get: is busy")], _requests));

    [Theory]
    [InlineData("a.put: is broken")]
    [InlineData("b.get: is busy")]
    public void What_is_listed_and_does_not_show_is_gone(string missing)
    {
        Disagreement[] found = [.. _requests.Where(r => r.Status == 500 && r.Interaction != missing).Select(static r => Broken(r.Interaction))];

        string line = Assert.Single(KnownDisagreements.Parse(List).Judge(found, _requests));
        Assert.StartsWith($"gone: '{missing}'", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_no_interaction_fits_is_gone()
        => Assert.Equal(2, KnownDisagreements.Parse(List).Judge([], []).Count(static l => l.StartsWith("gone: no interaction fits", StringComparison.Ordinal)));

    public static TheoryData<string> Others => ["interaction", "status", "code", "location", "message"];

    [Theory, MemberData(nameof(Others))]
    public void An_entry_explains_nothing_else(string different)
    {
        Disagreement known = Broken("a.get: is broken");
        Disagreement other = different switch
        {
            "interaction" => known with { Interaction = "c.get: is broken" },
            "status" => known with { Status = 400 },
            "code" => known with { Code = "response.body.incompatible" },
            "location" => known with { Location = "components.schemas.A" },
            _ => known with { Message = "Response status code not defined in spec file: 503" },
        };

        Disagreement[] found = [known, Broken("a.put: is broken"), Broken("b.get: is busy"), other];
        string line = Assert.Single(KnownDisagreements.Parse(List).Judge(found, _requests));
        Assert.StartsWith("unknown: ", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"reason\": \" \"")]
    [InlineData("\"reason\": \"Undocumented.\", \"onTheWire\": \"Status\"")]
    public void An_entry_needs_one_reason(string reasons)
    {
        FormatException error =
            Assert.Throws<FormatException>(() => KnownDisagreements.Parse(List.Replace("\"reason\": \"Undocumented.\"", reasons, StringComparison.Ordinal)));
        Assert.Contains("needs a reason of its own", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session.get", 401, true)]
    [InlineData("session.get", 402, false)]
    [InlineData("session.get", 500, false)]
    public void A_difference_on_the_wire_that_is_not_repaired_is_the_reason_for_its_status_only(string operation, int status, bool explained)
    {
        KnownDisagreement entry =
            Assert.Single(KnownDisagreements.Parse(List).Disagreements) with { Interactions = ["*"], Status = null, Reason = null, OnTheWire = "Status" };

        Assert.Equal(explained, entry.Explains(Broken($"{operation}: is broken") with { Status = status }));
    }

    [Fact]
    public void A_misspelt_property_is_an_error()
        => Assert.Throws<JsonException>(static () => KnownDisagreements.Parse(List.Replace("\"status\"", "\"staus\"", StringComparison.Ordinal)));

    [Fact]
    public void A_choice_that_fails_is_one_disagreement()
    {
        Disagreement choice =
            Broken("a.get: is found") with
            {
                Code = "response.body.incompatible",
                Message = "…: must match a schema in anyOf",
                Place = "response.body.parts.0"
            };
        Disagreement[] found =
        [
            choice with { Message = "…: must be string", Place = "response.body.parts.0.text" },
            choice with { Message = "…: must be string", Place = "response.body.parts.01" },
            choice with { Place = "response.body.parts.0.state" },
            choice,
            choice with { Interaction = "b.get: is busy", Message = "…: must be string", Place = "response.body.parts.0.text" },
        ];

        IReadOnlyList<Disagreement> gathered = FailedChoices.Gather(found);

        Assert.Equal(3, gathered.Count);
        Assert.Equal(2, Assert.Single(gathered, static d => d.Place == "response.body.parts.0").Inside);
    }

    private static Disagreement Broken(string interaction) => new()
    {
        Pact = "pact.json",
        Interaction = interaction,
        Status = 500,
        Code = "response.status.unknown",
        Message = "Response status code not defined in spec file: 500",
        Place = "response.status",
        Location = "paths./a.get.responses",
        Value = "500",
    };
}
