using OpenCode.WireMock;
using OpenCode.Workbench.PublicApi;
using Xunit;

namespace OpenCode.Mock.Tests.PublicApi;

/// <summary>What users can reach is listed in <c>docs/api</c>.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_one_that_is_listed()
    {
        string? difference = ApiListing.Difference(typeof(OpenCodeMock).Assembly);

        Assert.True(difference is null, difference);
    }
}
