using System.Net.WebSockets;
using System.Text;
using OpenCode.Terminals;
using Xunit;

namespace OpenCode.Client.Tests.Terminals;

public sealed class TerminalFramesTests
{
    private readonly TerminalFrames _frames = new();

    [Fact]
    public void A_text_in_pieces_is_one_text_wherever_it_was_cut()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("aé€😀z");
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(("", null), Add(bytes.AsSpan(0, cut), WebSocketMessageType.Text, isLast: false));
            Assert.Equal(("aé€😀z", null), Add(bytes.AsSpan(cut), WebSocketMessageType.Text, isLast: true));
        }
    }

    [Fact]
    public void A_text_that_is_very_long_is_handed_on_before_it_ends()
    {
        byte[] piece = Encoding.UTF8.GetBytes(new string('x', 1024 * 1024));

        Assert.Equal(piece.Length, Add(piece, WebSocketMessageType.Text, isLast: false).Text.Length);
        Assert.Equal(("end", null), Add("end"u8, WebSocketMessageType.Text, isLast: true));
    }

    [Theory]
    [InlineData("\0{\"cursor\":12}", 12L)]
    [InlineData("\0{\"later\":{\"cursor\":1},\"cursor\":0}", 0L)]
    [InlineData("\0{\"cursor\":-1}", null)]
    [InlineData("\0{\"cursor\":\"12\"}", null)]
    [InlineData("\0{\"cursor\"", null)]
    [InlineData("\0[12]", null)]
    [InlineData("\0", null)]
    [InlineData("{\"cursor\":12}", null)]
    [InlineData("", null)]
    public void A_mark_is_a_zero_and_a_number(string message, long? mark)
    {
        Assert.Equal(("", mark), Add(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Binary, isLast: true));
        Assert.Equal(("next", null), Add("next"u8, WebSocketMessageType.Text, isLast: true));
    }

    [Fact]
    public void A_mark_may_come_in_pieces()
    {
        Assert.Equal(("", null), Add("\0{\"cur"u8, WebSocketMessageType.Binary, isLast: false));
        Assert.Equal(("", 5L), Add("sor\":5}"u8, WebSocketMessageType.Binary, isLast: true));
    }

    private (string Text, long? Mark) Add(ReadOnlySpan<byte> piece, WebSocketMessageType type, bool isLast)
    {
        _frames.Add(piece, type, isLast, out string text, out long? mark);
        return (text, mark);
    }
}
