using OpenCode.Core.Operations;
using OpenCode.Verification.Provocations;
using OpenCode.Verification.Traffic;
using Xunit;

namespace OpenCode.Verification.Tests.Provocations;

/// <summary>Every operation is asked what it has to refuse, and none that would end the server is asked at all.</summary>
public sealed class ProvocationTableTests
{
    private static readonly ProvocationTable _table = new(PactRequests.Read(), static _ => true);
    private static readonly NamedProvocations _named = new(static _ => true);
    private static readonly Provocation[] _all = [.. _table.InPlainFolder("/plain"), .. _table.All("/missing"), .. _named.OfFolder, .. _named.Of("ses_1")];

    [Fact]
    public void Each_belongs_to_the_operation_that_it_names() => Assert.All(_all,
        static p => Assert.Equal(p.Operation.Id, RouteTable.Catalog.Find(p.Operation.Method.Method, p.Path)?.Id));

    [Fact]
    public void Every_operation_with_an_id_a_body_or_a_query_is_provoked()
    {
        string[] spared = ["global.dispose", "global.upgrade", "instance.dispose", "tui.control.next"];
        IEnumerable<string> askable = OperationCatalog.All
            .Where(static o => o.Kind is not (OperationKind.EventStream or OperationKind.WebSocket))
            .Where(static o => o.PathTemplate.Contains('{') || o.RequestType is not null)
            .Select(static o => o.Id);

        Assert.Empty(askable.Except(spared).Except(_all.Select(static p => p.Operation.Id)));
        Assert.Empty(spared.Intersect(_all.Select(static p => p.Operation.Id)));
    }

    [Fact]
    public void No_two_are_the_same()
        => Assert.Empty(_all.GroupBy(static p => (p.ToString(), p.Query)).Where(static g => g.Count() > 1).Select(static g => g.Key));

    [Fact]
    public void None_has_a_parameter_twice_but_where_that_is_what_is_wrong()
        => Assert.All(_all.Where(static p => !p.What.EndsWith(" twice", StringComparison.Ordinal)), static p =>
        {
            string[] names = [.. p.Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static q => q.Split('=')[0])];
            Assert.Equal(names.Distinct(), names);
        });

    [Fact]
    public void None_leaves_a_parameter_open() => Assert.All(_all, static p => Assert.DoesNotContain('{', p.Path));

    [Fact]
    public void The_folder_is_named_as_the_API_names_it()
    {
        Assert.Contains(_all, static p => p is { Operation.Id: "vcs.get", Query: "directory=%2Fplain" });
        Assert.Contains(_all, static p => p is { Operation.Id: "v2.agent.list", Query: "location%5Bdirectory%5D=%2Fmissing" });
    }
}
