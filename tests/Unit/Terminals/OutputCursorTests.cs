using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpenCode.Terminals;
using Xunit;

namespace OpenCode.Client.Tests.Terminals;

public sealed class OutputCursorTests
{
    private readonly OutputCursor _cursor = new(0);

    [Fact]
    public void What_is_repeated_waits_for_the_mark_and_what_is_new_does_not()
    {
        _cursor.Begin();

        Assert.Null(_cursor.Receive("ab"));
        Assert.Null(_cursor.Receive("c"));
        Assert.Equal(new TerminalOutput("abc", 0), _cursor.EndReplay(3));
        Assert.Equal(new TerminalOutput("d", 3), _cursor.Receive("d"));
        Assert.Equal(4, _cursor.Position);
    }

    [Fact]
    public void A_terminal_that_has_written_nothing_begins_at_its_first_character()
    {
        _cursor.Begin();

        Assert.Null(_cursor.EndReplay(0));
        Assert.Equal(new TerminalOutput("a", 0), _cursor.Receive("a"));
    }

    [Fact]
    public void The_next_connection_goes_on_where_the_last_one_broke_off()
    {
        _cursor.Begin();
        _cursor.EndReplay(0);
        _cursor.Receive("abc");
        _cursor.Begin();
        _cursor.Receive("de");

        Assert.Equal(new TerminalOutput("de", 3), _cursor.EndReplay(5));
    }

    [Fact]
    public void A_connection_that_breaks_before_its_mark_counts_for_nothing()
    {
        _cursor.Begin();
        _cursor.Receive("ab");
        _cursor.Begin();
        _cursor.Receive("abc");

        Assert.Equal(new TerminalOutput("abc", 0), _cursor.EndReplay(3));
    }

    [Fact]
    public void What_the_server_does_not_keep_any_more_is_said_to_be_lost()
    {
        _cursor.Begin();
        _cursor.EndReplay(0);
        _cursor.Receive("abc");
        _cursor.Begin();
        _cursor.Receive("xyz");

        Assert.Equal(new TerminalOutput("xyz", 10, 7), _cursor.EndReplay(13));
        Assert.Equal(13, _cursor.Position);
    }

    [Fact]
    public void A_loss_after_which_nothing_came_is_said_too()
    {
        _cursor.Begin();

        Assert.Equal(new TerminalOutput("", 5, 5), _cursor.EndReplay(5));
    }

    [Fact]
    public void From_the_end_nothing_is_lost_that_came_before()
    {
        OutputCursor cursor = new(OutputCursor.AtEnd);
        cursor.Begin();

        Assert.Null(cursor.EndReplay(100));
        Assert.Equal(new TerminalOutput("a", 100), cursor.Receive("a"));
    }

    [Fact]
    public void Without_a_mark_everything_is_taken_for_what_was_asked_for()
    {
        _cursor.Begin();
        _cursor.Receive("ab");

        Assert.Equal(new TerminalOutput("ab", 0), _cursor.EndReplay(null));
        Assert.Equal(new TerminalOutput("c", 2), _cursor.Receive("c"));
    }

    [Fact]
    public void A_mark_that_comes_late_corrects_the_position()
    {
        _cursor.Begin();
        _cursor.Receive("ab");
        _cursor.EndReplay(null);

        Assert.Equal(new TerminalOutput("", 7, 5), _cursor.EndReplay(7));
        Assert.Equal(7, _cursor.Position);
    }

    [Fact]
    public void A_mark_that_is_older_than_what_came_before_it_repeats_nothing()
    {
        _cursor.Begin();
        _cursor.Receive("abc");

        Assert.Equal(new TerminalOutput("abc", 0), _cursor.EndReplay(2));
        Assert.Equal(3, _cursor.Position);
    }

    [Fact]
    public void A_character_that_was_cut_in_two_is_asked_for_again()
    {
        _cursor.Begin();
        _cursor.Receive("ab\uFFFD");
        _cursor.Receive("\uFFFDcd");

        Assert.Equal(new TerminalOutput("ab", 0), _cursor.EndReplay(6));
        Assert.Equal((true, 2), (_cursor.NeedsAnotherConnection, _cursor.Position));

        _cursor.Begin();
        _cursor.Receive("😀cd");
        Assert.Equal(new TerminalOutput("😀cd", 2), _cursor.EndReplay(6));
        Assert.False(_cursor.NeedsAnotherConnection);
    }

    [Fact]
    public void Two_replacement_characters_of_the_program_itself_do_not_ask_for_ever()
    {
        _cursor.Begin();
        _cursor.Receive("\uFFFD");
        _cursor.Receive("\uFFFDa");

        Assert.Equal(new TerminalOutput("\uFFFD\uFFFDa", 0), _cursor.EndReplay(3));
        Assert.False(_cursor.NeedsAnotherConnection);
    }

    [Fact]
    public void A_repetition_without_an_end_is_not_kept_for_ever()
    {
        _cursor.Begin();
        string piece = new('x', 1024 * 1024);
        int held = 0;
        while (_cursor.Receive(piece) is null) held++;

        Assert.Equal(4, held);
        Assert.Equal(5 * piece.Length, _cursor.Position);
    }

    [Fact]
    public void However_connections_break_nothing_is_doubled_and_what_is_missing_is_counted()
        => PropertyRun.Holds(
            ArbMap.Default.ArbFor<(byte[] Lengths, byte Kept)>(),
            static value =>
            {
                // The model of a server: it keeps the last characters, repeats in frames of 7, and cuts whatever stands there.
                (byte[] lengths, byte keptByte) = value;
                int kept = 8 + (4 * keptByte);
                StringBuilder written = new();
                StringBuilder read = new();
                OutputCursor cursor = new(0);
                foreach (byte length in lengths ?? [])
                {
                    for (int i = 0; i < length; i++) written.Append(i % 3 == 0 ? "😀" : "x");
                    do
                    {
                        cursor.Begin();
                        int first = Math.Max((int)cursor.Position, written.Length - kept);
                        for (int at = first; at < written.Length; at += 7)
                        {
                            string frame = written.ToString(at, Math.Min(7, written.Length - at));
                            Note(cursor.Receive(OnTheWire(frame)));
                        }

                        Note(cursor.EndReplay(written.Length));
                    }
                    while (cursor.NeedsAnotherConnection);
                }

                Assert.Equal(written.Length, cursor.Position);
                Assert.Equal(written.Length, read.Length);
                for (int i = 0; i < read.Length; i++) Assert.True(read[i] is '?' or '\uFFFD' || read[i] == written[i], $"at {i} of {written.Length}");
                if (kept >= 255 * 2) Assert.Equal(written.ToString(), read.ToString());

                void Note(TerminalOutput? output)
                {
                    if (output is not { } piece) return;
                    read.Append('?', (int)piece.Lost);
                    Assert.Equal(read.Length, piece.Position);
                    read.Append(piece.Text);
                }
            },
            runs: 300);

    // What has no other half is replaced.
    private static string OnTheWire(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
