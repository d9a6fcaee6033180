using OpenCode.Core.Operations;
using OpenCode.Verification.Contract.Interactions;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>The pacts leave out no operation.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void Every_documented_success_of_an_operation_has_an_interaction_or_the_operation_is_listed_as_unreachable()
    {
        HashSet<(string, int)> inPacts = [.. AllInteractions.List.Select(static i => (i.Operation, RequestPacts.StatusOf(RequestPacts.OperationOf(i), i)))];
        string[] missing = [.. from operation in OperationCatalog.All
                               where operation.Kind is not (OperationKind.EventStream or OperationKind.WebSocket)
                               from response in operation.Responses
                               where response.IsSuccess
                                   && !inPacts.Contains((operation.Id, int.Parse(response.Status, System.Globalization.CultureInfo.InvariantCulture)))
                               select operation.Id];

        Assert.Equal(Unreachable.Reasons.Keys.Order(StringComparer.Ordinal), missing.Order(StringComparer.Ordinal));
    }
}
