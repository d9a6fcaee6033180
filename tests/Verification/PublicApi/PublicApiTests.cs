using System.Reflection;
using OpenCode.Pact;
using OpenCode.Workbench.PublicApi;
using Xunit;

namespace OpenCode.Verification.Tests.PublicApi;

/// <summary>What users can reach is listed in <c>docs/api</c>.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly[] _libraries = [typeof(PactCoreException).Assembly, typeof(ReleaseVerification).Assembly];

    public static TheoryData<string> Libraries => [.. _libraries.Select(static l => l.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_one_that_is_listed(string library)
    {
        string? difference = ApiListing.Difference(_libraries.Single(l => l.GetName().Name == library));

        Assert.True(difference is null, difference);
    }
}
