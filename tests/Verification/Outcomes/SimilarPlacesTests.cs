using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Results;
using Xunit;

namespace OpenCode.Verification.Tests.Outcomes;

/// <summary>One difference of many values of a map is told once; what differs in more than the key stays apart.</summary>
public sealed class SimilarPlacesTests
{
    public static TheoryData<string[], string[]> Places => new()
    {
        { [], [] },
        { ["/a"], ["/a 1"] },
        { ["/all/x/id", "/all/y/id"], ["/all/x/id 1", "/all/y/id 1"] },
        { ["/all/x/id", "/all/y/id", "/all/z/id"], ["/all/*/id 3"] },
        { ["/x/id", "/y/id", "/z/id"], ["/*/id 3"] },
        { ["/all/x", "/all/y", "/all/z"], ["/all/x 1", "/all/y 1", "/all/z 1"] },
        { ["/x", "/y", "/z"], ["/x 1", "/y 1", "/z 1"] },
        { ["/all/x/id", "/all/y/id", "/all/z/name"], ["/all/x/id 1", "/all/y/id 1", "/all/z/name 1"] },
        { ["/all/x/id", "/all/y/id", "/all/z/id", "/other"], ["/all/*/id 3", "/other 1"] },
        { ["/*/models/x/cost/input", "/*/models/y/cost/input", "/*/models/z/cost/input"], ["/*/models/*/cost/input 3"] },
        { [.. from p in "abc" from m in "xyz" select $"/{p}/models/{m}/id"], ["/*/models/*/id 9"] },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Alike_places_are_joined(string[] pointers, string[] joined)
        => Assert.Equal(joined, SimilarPlaces.Join([.. pointers.Select(static p => At(p))]).Select(static d => $"{d.Pointer} {d.Count}")
            .Order(StringComparer.Ordinal));

    [Fact]
    public void What_differs_otherwise_stays_apart()
    {
        Drift[] drifts =
            [At("/x/id"), At("/y/id") with { Kind = "UnexpectedNull" }, At("/z/id") with { Status = 404 }, At("/w/id") with { KnownReason = "r" },
                At("/v/id") with { EventType = "e" }];
        Assert.Equal(drifts, SimilarPlaces.Join(drifts));
    }

    [Fact]
    public void Counts_add_up()
        => Assert.Equal(12, Assert.Single(SimilarPlaces.Join([At("/x/id") with { Count = 5 }, At("/y/id") with { Count = 6 }, At("/z/id")])).Count);

    private static Drift At(string pointer) => new() { Operation = "o", Status = 200, Pointer = pointer, Kind = "WrongType", Expected = "a", Found = "b" };
}
