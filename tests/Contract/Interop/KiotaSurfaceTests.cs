using OpenCode.Kiota;
using OpenCode.Workbench.PublicApi;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>What was written by hand for the edition of Kiota is listed in <c>docs/api</c>; what Kiota makes of the document is not.</summary>
public sealed class KiotaSurfaceTests
{
    [Fact]
    public void The_surface_written_by_hand_is_the_one_that_is_listed()
    {
        string? difference = ApiListing.Difference(typeof(OpenCodeKiota).Assembly);

        Assert.True(difference is null, difference);
    }
}
