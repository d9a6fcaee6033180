using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;

namespace OpenCode.Fuzz.Areas;

/// <summary>A tag that is found in the bytes is the one that reading the whole object finds.</summary>
internal sealed class TagScanArea(Lazy<Corpus> corpus) : FuzzArea
{
    private static readonly string[] _names = ["type", "_tag", "role", "status", "id", "name", ""];

    public override string Name => "tags";

    public override int ShortRun => 150_000;

    public override byte[] CreateInput(Random random)
    {
        byte[] document = random.Next(3) == 0 ? Encoding.UTF8.GetBytes(Flat(random)) : corpus.Value.AnyEvent(random);
        return ByteMutation.Mutate(document, document, random);
    }

    public override void Try(byte[] input, Random random)
    {
        foreach (string name in _names)
        {
            if (!JsonTagScan.TryFindText(input, Encoding.UTF8.GetBytes(name), out ReadOnlySpan<byte> text)) continue;
            string found = Encoding.Latin1.GetString(text);
            if (FirstText(input, name) is { } real && real != found) throw new FuzzException($"'{name}' is found to be '{found}', but is '{real}'");
        }
    }

    // Half of what the scan understands, so that it is not always wrong.
    private static string Flat(Random random)
        => $"{{{string.Join(',', Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"\"{_names[random.Next(_names.Length)]}\":\"{new string('x', random.Next(40))}\""))}}}";

    /// <summary>The raw text of the first member of that name; empty when it is none, null when the document is not JSON.</summary>
    private static string? FirstText(byte[] input, string name)
    {
        var reader = new Utf8JsonReader(input, new JsonReaderOptions { MaxDepth = JsonDecoding.MaxDepth });
        string? found = null;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isIt = reader.ValueTextEquals(name);
                reader.Read();
                if (isIt && found is null) found = reader.TokenType == JsonTokenType.String ? Encoding.Latin1.GetString(reader.ValueSpan) : "";
                reader.Skip();
            }

            while (reader.Read())
            {
                // Nothing may follow.
            }

            return found ?? "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name that is no text: what the scan says of it does not matter.
            return null;
        }
    }
}
