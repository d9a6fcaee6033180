using System.Text;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Reading;

/// <summary>A JSON pointer leads to the line and column that an editor shows.</summary>
public sealed class SpecPositionTests
{
    private const string Document = "{\n  \"é\": {\"a/b\": [1,\n   {\"x\": \"\", \"ü~\": 2}, 3]},\n  \"z\": {\"a/b\": 4}\n}";

    [Theory]
    [InlineData("#", 1, 1)]
    [InlineData("#/é", 2, 3)]
    [InlineData("#/é/a~1b", 2, 9)]
    [InlineData("#/é/a~1b/0", 2, 17)]
    [InlineData("#/é/a~1b/1", 3, 4)]
    [InlineData("#/é/a~1b/1/ü~0", 3, 14)]
    [InlineData("#/é/a~1b/2", 3, 24)]
    [InlineData("#/z/a~1b", 4, 9)]
    [InlineData("#/z/a~1b/0/more", 4, 9)]
    [InlineData("#/z/missing", 4, 3)]
    [InlineData("#/é/a~1b/7", 2, 9)]
    [InlineData("#/é/a~1b/x", 2, 9)]
    [InlineData("#/missing/more", 1, 1)]
    public void A_place_or_the_innermost_one_on_the_way_is_found(string pointer, int line, int column)
        => Assert.Equal(new SpecPosition(line, column), SpecPosition.Find(Encoding.UTF8.GetBytes(Document), pointer));

    [Fact]
    public void In_a_text_that_is_no_JSON_nothing_is_found() => Assert.Null(SpecPosition.Find("openapi: 3.1.0"u8, "#/x"));
}
