using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;
using Xunit;

namespace OpenCode.Client.Tests.Json;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("-0", -0.0)]
    [InlineData("-0.0", -0.0)]
    [InlineData("12", 12.0)]
    [InlineData("1.5", 1.5)]
    [InlineData("1e3", 1000.0)]
    [InlineData("9007199254740993", 9007199254740992.0)]
    [InlineData("9223372036854775807", 9223372036854775808.0)]
    [InlineData("9223372036854775808", 9223372036854775808.0)]
    [InlineData("1e400", double.MaxValue)]
    public void A_number_is_the_nearest_double(string json, double expected)
    {
        double actual = new JsonDecoding().DecodeDocument(Encoding.UTF8.GetBytes(json), static (ref Utf8JsonReader r, JsonDecoding d) => d.ReadDouble(ref r));

        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
    }
}
