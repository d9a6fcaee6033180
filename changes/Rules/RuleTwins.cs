using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Changes.Rules;

/// <summary>A kind of change that means one thing in a request and another in a response, since there the server is who has to understand it.</summary>
/// <param name="Request">The rule for requests.</param>
/// <param name="Response">The rule for responses.</param>
internal sealed record RuleTwins(Rule Request, Rule Response)
{
    /// <summary>Makes both.</summary>
    /// <param name="id">The id without <c>request-</c> and <c>response-</c>.</param>
    /// <param name="request">What it means in a request.</param>
    /// <param name="response">What it means in a response.</param>
    /// <param name="meaning">One sentence.</param>
    public static RuleTwins Of(string id, Level request, Level response, string meaning)
        => new(new Rule($"request-{id}", request, Direction.Request, meaning), new Rule($"response-{id}", response, Direction.Response, meaning));

    public Rule this[Direction direction] => direction == Direction.Request ? Request : Response;
}
