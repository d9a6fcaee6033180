using System.Text;

namespace OpenCode.Fuzz;

/// <summary>The standard's way of reading an event stream, word for word and slow: lines first, then fields, then events.</summary>
internal static class EventStreamReference
{
    /// <summary>The data of every event that has any, each character one byte.</summary>
    public static List<string> Data(byte[] stream)
    {
        string text = Encoding.Latin1.GetString(stream);
        if (text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal)) text = text[3..];
        string[] lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var events = new List<string>();
        var data = new List<string>();

        // What stands behind the last line feed is no line.
        foreach (string line in lines[..^1])
        {
            if (line.Length == 0)
            {
                // OpenCode's client has nothing to make of an event without data.
                if (data.Count > 0 && string.Join('\n', data).Length > 0) events.Add(string.Join('\n', data));
                data.Clear();
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string field = colon < 0 ? line : line[..colon];
            string value = colon < 0 ? "" : line[(colon + 1)..];
            if (field == "data") data.Add(value.StartsWith(' ') ? value[1..] : value);
        }

        return events;
    }
}
