using System.Text.RegularExpressions;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Traffic;
using Xunit;

namespace OpenCode.Verification.Tests.Traffic;

/// <summary>A request belongs to one operation.</summary>
public sealed partial class RouteTableTests
{
    public static TheoryData<string> Operations => [.. OperationCatalog.All.Select(static o => o.Id)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_filled_template_is_the_operation_s_own_route(string operationId)
    {
        Operation operation = OperationCatalog.All.Single(o => o.Id == operationId);
        string path = Parameter().Replace(operation.PathTemplate, "a%2Fb%20c.d").Replace("*", "src/a%20b.cs", StringComparison.Ordinal);

        Assert.Same(operation, RouteTable.Catalog.Find(operation.Method.Method, path));
        Assert.Same(operation, RouteTable.Catalog.Find(operation.Method.Method.ToLowerInvariant(), path));
        Assert.NotSame(operation, RouteTable.Catalog.Find("TRACE", path));
    }

    [Fact]
    public void The_catalog_has_every_operation_once() => Assert.Equal(188, Operations.Count);

    [Theory]
    [InlineData("GET", "/session/status", "session.status")]
    [InlineData("GET", "/session/state", "session.get")]
    [InlineData("DELETE", "/session/status", "session.delete")]
    [InlineData("GET", "/api/fs/read/deep/path/of/a/file", "v2.fs.read")]
    [InlineData("GET", "/", null)]
    [InlineData("GET", "", null)]
    [InlineData("GET", "session", null)]
    [InlineData("GET", "/session/", null)]
    [InlineData("GET", "/session//todo", null)]
    [InlineData("GET", "/Session", null)]
    [InlineData("GET", "/assets/app.js", null)]
    [InlineData("POST", "/api/fs/read/a", null)]
    [InlineData("HEAD", "/session", null)]
    public void A_path_belongs_to_the_most_literal_route(string method, string path, string? operationId)
        => Assert.Equal(operationId, RouteTable.Catalog.Find(method, path)?.Id);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
