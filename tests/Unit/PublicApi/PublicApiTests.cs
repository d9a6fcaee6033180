using System.Reflection;
using OpenCode.Core.Builders;
using OpenCode.DependencyInjection.Health;
using OpenCode.Hosting;
using OpenCode.Models;
using OpenCode.Testing;
using OpenCode.Workbench.PublicApi;
using Xunit;

namespace OpenCode.Client.Tests.PublicApi;

/// <summary>What users can reach is listed in <c>docs/api</c>. The test project of the verification has the same test for its libraries.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly[] _libraries =
    [
        typeof(Session).Assembly, typeof(IRequestSender).Assembly, typeof(OpenCodeHealthCheckOptions).Assembly, typeof(OpenCodeServer).Assembly,
        typeof(OpenCodeSandbox).Assembly,
    ];

    private static readonly string[] _namespaces =
        ["OpenCode", "OpenCode.Events", "OpenCode.Models", "OpenCode.Requests"];

    public static TheoryData<string> Libraries => [.. _libraries.Select(static l => l.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_one_that_is_listed(string library)
    {
        string? difference = ApiListing.Difference(_libraries.Single(l => l.GetName().Name == library));

        Assert.True(difference is null, difference);
    }

    [Fact]
    public void Every_public_type_is_in_a_namespace_of_the_library()
        => Assert.All(typeof(Session).Assembly.GetExportedTypes(), t => Assert.Contains(t.Namespace, _namespaces));
}
