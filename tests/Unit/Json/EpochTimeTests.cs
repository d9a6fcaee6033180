using OpenCode.Core.Json;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>Times are milliseconds since 1970, or ISO 8601 strings; what no calendar can show is no time, and never an exception.</summary>
public sealed class EpochTimeTests
{
    public static TheoryData<double?, string?> Times { get; } = new()
    {
        { 0, "1970-01-01T00:00:00.0000000+00:00" },
        { -1, "1969-12-31T23:59:59.9990000+00:00" },
        { 1_763_632_800_123, "2025-11-20T10:00:00.1230000+00:00" },
        { -62_135_596_800_000, "0001-01-01T00:00:00.0000000+00:00" },
        { 253_402_300_799_999, "9999-12-31T23:59:59.9990000+00:00" },
        { 0.9, "1970-01-01T00:00:00.0000000+00:00" },
        { -62_135_596_800_001, null },
        { 253_402_300_800_000, null },
        { double.MaxValue, null },
        { double.MinValue, null },
        { double.NaN, null },
        { double.PositiveInfinity, null },
        { double.NegativeInfinity, null },
        { null, null },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Milliseconds_become_a_time_within_the_calendar(double? milliseconds, string? time)
        => Assert.Equal(time, EpochTime.FromMilliseconds(milliseconds)?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-11-27T12:02:31.479Z", "2026-11-27T12:02:31.4790000+00:00")]
    [InlineData("2026-11-27T14:02:31+02:00", "2026-11-27T12:02:31.0000000+00:00")]
    [InlineData("2026-11-27T12:02:31", "2026-11-27T12:02:31.0000000+00:00")]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_string_becomes_a_time_where_it_is_one(string? text, string? time)
        => Assert.Equal(time, EpochTime.FromString(text)?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
}
