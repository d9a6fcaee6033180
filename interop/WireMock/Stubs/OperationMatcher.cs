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
internal sealed class OperationMatcher(OperationRoute route, IReadOnlyDictionary<string, string> pathValues) : IStringMatcher
{
    public string Name => nameof(RegexMatcher);

    public MatchBehaviour MatchBehaviour => MatchBehaviour.AcceptOnMatch;

    public MatchOperator MatchOperator => MatchOperator.Or;

    public MatchResult IsMatch(string? input)
    {
        MockRequest request = MockExchange.Current.Request;
        bool isMatch = request.Operation == route.Operation
            && pathValues.All(p => request.PathValues.TryGetValue(p.Key, out string? value) && value == p.Value);
        return MatchResult.From(Name, MatchScores.ToScore(isMatch));
    }

    public AnyOf<string, StringPattern>[] GetPatterns() => [route.UrlPattern(pathValues)];

    public string GetCSharpCodeArguments() => $"new {Name}(@\"{route.UrlPattern(pathValues)}\")";
}
