using System.Text;
using System.Text.Json;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Models;

namespace OpenCode.Fuzz.Areas;

/// <summary>A stream brings the same events however its bytes are cut, as many as the standard says, and never fails untyped.</summary>
internal sealed class FramingArea(Lazy<Corpus> corpus) : FuzzArea
{
    public override string Name => "framing";

    public override int ShortRun => 5_000;

    public override byte[] CreateInput(Random random)
    {
        string[] ends = ["\n", "\r", "\r\n"];
        string end = ends[random.Next(3)];
        var stream = new List<byte>();
        for (int i = random.Next(6); i > 0; i--)
        {
            if (random.Next(3) == 0)
                stream.AddRange(Encoding.UTF8.GetBytes(random.Next(2) == 0 ? $": comment{end}" : $"id: {i}{end}event: x{end}retry: {i}{end}"));
            stream.AddRange("data: "u8);
            stream.AddRange(corpus.Value.AnyEvent(random));
            stream.AddRange(Encoding.UTF8.GetBytes(end + (random.Next(6) == 0 ? $"data: more{end}" : "") + end));
            end = random.Next(4) == 0 ? ends[random.Next(3)] : end;
        }

        byte[] bytes = [.. stream];
        return ByteMutation.Mutate(bytes, bytes, random);
    }

    public override void Try(byte[] input, Random random)
    {
        List<string> whole = Read([input]);
        List<string> cut = Read(Cut(input, random));
        if (!whole.SequenceEqual(cut)) throw new FuzzException($"whole, the stream brings {Show(whole)}\ncut, it brings {Show(cut)}");
        int standard = EventStreamReference.Data(input).Count(d => !d.Contains("server.heartbeat", StringComparison.Ordinal));
        int brought = whole.Count(e => !e.Contains("server.heartbeat", StringComparison.Ordinal));
        if (standard != brought) throw new FuzzException($"the standard says {standard} events, and {brought} come: {Show(whole)}");
    }

    private static List<byte[]> Cut(byte[] input, Random random)
    {
        var pieces = new List<byte[]>();
        bool isFine = random.Next(3) == 0;
        for (int at = 0; at < input.Length;)
        {
            int length = Math.Min(input.Length - at, isFine ? 1 : random.Next(1, random.Next(4) == 0 ? 1000 : 30));
            pieces.Add(input[at..(at + length)]);
            at += length;
        }

        return pieces;
    }

    private static List<string> Read(IReadOnlyList<byte[]> pieces) => ReadAsync(pieces).GetAwaiter().GetResult();

    private static async Task<List<string>> ReadAsync(IReadOnlyList<byte[]> pieces)
    {
        using var http = new HttpClient(new PiecesHandler(pieces));
        using var client = new OpenCodeClient(new OpenCodeClientOptions
        {
            BaseUri = new Uri("http://fuzz"),
            Password = "",
            HttpClient = http,
            Streams = new EventStreamOptions { GiveUpAfter = TimeSpan.Zero },
        });
        var events = new List<string>();
        try
        {
            await foreach (Event e in client.Event.SubscribeAsync()) events.Add(Write(e));
        }
        catch (ApiException e)
        {
            events.Add(e.GetType().Name);
        }

        return events;
    }

    private static string Write(Event e)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 4096 }))
            e.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Show(List<string> events) => $"{events.Count}: {string.Join(" | ", events.Select(e => e.Length < 300 ? e : e[..300] + "…"))}";
}
