using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Options;
using Xunit;

namespace OpenCode.Client.Tests.Streaming;

/// <summary>Where the network cuts a stream into pieces makes no difference to its events.</summary>
public sealed class CutStreamTests
{
    private static readonly string[] _names = ["a", "", "é", "😀👩‍💻", "data: x", "line\nfeed", "\uFEFF", "tab\t", new string('x', 3000)];

    private static readonly string[] _lineEnds = ["\n", "\r", "\r\n"];

    private static readonly JsonSerializerOptions _asSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void A_stream_that_is_cut_anywhere_brings_the_same_events()
        => PropertyRun.Holds(Streams(), static stream => AssertSameAsync(stream).GetAwaiter().GetResult(), runs: 1500);

    private static async Task AssertSameAsync(CutStream stream)
    {
        using var server = new ScriptedConnections();
        ScriptedStream body = server.Connect();
        foreach (byte[] piece in stream.Pieces()) body.Send(piece);
        body.End();

        var names = new List<string>();
        await foreach (Thing thing in server.Live(new EventStreamOptions { GiveUpAfter = TimeSpan.Zero }).WithCancellation(Samples.Token))
            names.Add(thing.Name);

        Assert.Equal(stream.Events.Select(e => e.Name), names);
    }

    private static Arbitrary<CutStream> Streams()
    {
        Gen<SentEvent> sent =
            from name in Gen.Elements(_names)
            from end in Gen.Elements(_lineEnds)
            from before in Gen.Elements("", "", ": comment#", "event: x#id: 7#", ":#", "retry: 1#", "nonsense#")
            from isOnLines in Gen.Elements(false, false, true)
            select new SentEvent(name, end, before, isOnLines);
        Gen<CutStream> streams =
            from events in Gen.ListOf(sent)
            from cuts in Gen.ListOf(Gen.Choose(0, 1200))
            from isByByte in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
            from hasMark in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
            select new CutStream([.. events], [.. cuts], isByByte, hasMark);
        return Arb.From(streams, static s => s.Simpler());
    }

    /// <param name="Name">The name of the thing.</param>
    /// <param name="End">How its lines end.</param>
    /// <param name="Before">Other lines before its data, with # for their ends.</param>
    /// <param name="IsOnLines">Whether the data has a line for each part of the JSON.</param>
    private sealed record SentEvent(string Name, string End, string Before, bool IsOnLines)
    {
        public string Text()
        {
            string name = JsonSerializer.Serialize(Name, _asSent);
            string data = IsOnLines ? $$"""data: {#data: "name":#data:{{name}}#data: }#""" : $$"""data: {"name":{{name}}}#""";
            return (Before + data + "#").Replace("#", End, StringComparison.Ordinal);
        }
    }

    private sealed record CutStream(IReadOnlyList<SentEvent> Events, IReadOnlyList<int> Cuts, bool IsByByte, bool HasMark)
    {
        public List<byte[]> Pieces()
        {
            byte[] bytes = Encoding.UTF8.GetBytes((HasMark ? "\uFEFF" : "") + string.Concat(Events.Select(e => e.Text())));
            IEnumerable<int> cuts = IsByByte ? Enumerable.Range(0, bytes.Length) : Cuts.Select(c => bytes.Length == 0 ? 0 : c % bytes.Length);
            var pieces = new List<byte[]>();
            int start = 0;
            foreach (int cut in cuts.Append(bytes.Length).Distinct().Order().Where(c => c > 0))
            {
                pieces.Add(bytes[start..cut]);
                start = cut;
            }

            return pieces;
        }

        public IEnumerable<CutStream> Simpler()
        {
            if (HasMark) yield return this with { HasMark = false };
            if (IsByByte) yield return this with { IsByByte = false };
            for (int i = 0; i < Events.Count; i++) yield return this with { Events = [.. Events.Where((_, at) => at != i)] };
            for (int i = 0; i < Cuts.Count; i++) yield return this with { Cuts = [.. Cuts.Where((_, at) => at != i)] };
            var plain = new SentEvent("a", "\n", "", false);
            for (int i = 0; i < Events.Count; i++)
            {
                foreach (SentEvent simple in new[] { plain, Events[i] with { Name = "a" }, Events[i] with { Before = "" }, Events[i] with { End = "\n" },
                    Events[i] with { IsOnLines = false } })
                {
                    if (simple != Events[i]) yield return this with { Events = [.. Events.Select((e, at) => at == i ? simple : e)] };
                }
            }
        }

        public override string ToString()
            => $"{(HasMark ? "mark, " : "")}{(IsByByte ? "byte by byte" : $"cut at {string.Join(',', Cuts.Select(c => c.ToString(CultureInfo.InvariantCulture)))}")}:\n{string.Concat(Events.Select(e => e.Text())).Replace("\r", "<CR>", StringComparison.Ordinal)}";
    }
}
