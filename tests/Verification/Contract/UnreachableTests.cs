using OpenCode.Core.Operations;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Tests.Outcomes;
using Xunit;

namespace OpenCode.Verification.Tests.Contract;

/// <summary>The list of operations that cannot succeed is neither too long nor too short.</summary>
public sealed class UnreachableTests
{
    [Fact]
    public void Every_one_is_in_the_catalog() => Assert.All(Unreachable.Reasons.Keys, static id => Assert.True(OperationCatalog.Find(id) is not null, id));

    [Fact]
    public void Every_one_has_a_reason_that_is_a_sentence()
        => Assert.All(Unreachable.Reasons.Values, static reason => Assert.Matches(@"^[A-Z].+\.$", reason));

    [Fact]
    public void They_are_exactly_those_of_which_no_pact_has_a_success()
    {
        HashSet<string> succeed = [.. PactFile.Requests.Interactions.Where(static i => i.IsSuccess).Select(static i => i.Operation)];
        IEnumerable<string> others = OperationCatalog.All
            .Where(static o => o.Kind is not (OperationKind.WebSocket or OperationKind.EventStream))
            .Select(static o => o.Id)
            .Where(id => !succeed.Contains(id));

        Assert.Equal(Unreachable.Reasons.Keys.Order(StringComparer.Ordinal), others.Order(StringComparer.Ordinal));
    }
}
