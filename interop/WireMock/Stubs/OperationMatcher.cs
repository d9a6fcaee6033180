using AnyOfTypes;
using OpenCode.WireMock.Receiving;
using OpenCode.WireMock.Routing;
using WireMock.Matchers;
using WireMock.Models;

namespace OpenCode.WireMock.Stubs;

/// <summary>
/// Tells the requests of an operation by what is known of them. To those who list the server's mappings it shows the regular expression that means
/// the same: WireMock would compile one for each of two hundred mappings, which takes a second.
/// </summary>
internal sealed class OperationMatcher(OperationRoute route, StubConditions conditions) : IStringMatcher
{
    public string Name => nameof(RegexMatcher);

    public MatchBehaviour MatchBehaviour => MatchBehaviour.AcceptOnMatch;

    public MatchOperator MatchOperator => MatchOperator.Or;

    public MatchResult IsMatch(string? input)
    {
        MockRequest request = MockExchange.Current.Request;
        bool isMatch = request.Operation == route.Operation
            && conditions.PathValues.All(p => request.PathValues.TryGetValue(p.Key, out string? value) && value == p.Value)
            && conditions.Predicates.All(p => Holds(p, MockExchange.Current));
        return MatchResult.From(Name, MatchScores.ToScore(isMatch));
    }

    // Asked for requests of the operation alone. WireMock would take one that throws for one that does not hold, and tell nobody.
    private static bool Holds(Func<MockRequest, bool> condition, MockExchange exchange)
    {
        try
        {
            return condition(exchange.Request);
        }
        catch (Exception e)
        {
            exchange.FailedCondition = e.Message;
            return true;
        }
    }

    public AnyOf<string, StringPattern>[] GetPatterns() => [route.UrlPattern(conditions.PathValues)];

    public string GetCSharpCodeArguments() => $"new {Name}(@\"{route.UrlPattern(conditions.PathValues)}\")";
}
