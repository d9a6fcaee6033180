using OpenCode.Core.Operations;
using OpenCode.Verification.Provocations;
using OpenCode.Verification.Servers;
using Xunit;

namespace OpenCode.Verification.Tests.Servers;

/// <summary>A server that somebody else started comes to no harm: whatever is new in the API has to be thought about first.</summary>
public sealed class SparedOperationsTests
{
    private static IEnumerable<string> Listed => SparedOperations.Always.Keys.Concat(SparedOperations.UnlessAllowed.Keys).Concat(SparedOperations.Harmless);

    [Fact]
    public void Everything_that_is_no_get_is_in_exactly_one_list()
    {
        Assert.Empty(OperationCatalog.All.Where(static o => o.Method != HttpMethod.Get).Select(static o => o.Id).Except(Listed));
        Assert.Equal(Listed.Count(), Listed.Distinct().Count());
        Assert.Empty(Listed.Except(OperationCatalog.All.Select(static o => o.Id)));
    }

    [Theory]
    [InlineData("global.dispose", true)]
    [InlineData("auth.remove", true)]
    [InlineData("tui.submitPrompt", true)]
    [InlineData("session.prompt", false)]
    [InlineData("global.upgrade", false)]
    public void What_harms_is_not_sent_and_what_costs_not_even_to_those_who_allow_the_rest(string operation, bool isAllowable)
    {
        Operation spared = OperationCatalog.Find(operation)!;

        Assert.NotNull(SparedOperations.ReasonOf(spared, allowsDestructive: false));
        Assert.Equal(isAllowable, SparedOperations.ReasonOf(spared, allowsDestructive: true) is null);
    }

    [Fact]
    public void No_provocation_is_of_a_spared_operation()
    {
        static bool IsAsked(Operation operation) => SparedOperations.ReasonOf(operation, allowsDestructive: false) is null;
        var named = new NamedProvocations(IsAsked);
        Provocation[] all = [.. new ProvocationTable(PactRequests.Read(), IsAsked).All(null), .. named.OfFolder, .. named.Of("ses_1")];

        Assert.NotEmpty(all);
        Assert.All(all, static p => Assert.True(IsAsked(p.Operation), p.ToString()));
    }
}
