using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>The C# names given so far, so that a later document cannot change them. Extended, never reshuffled.</summary>
public sealed class NameLock
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _sections = new(StringComparer.Ordinal);

    /// <summary>An empty lock.</summary>
    public static NameLock Empty() => new();

    /// <summary>Reads a lock file.</summary>
    /// <exception cref="SpecException">The text is not a lock file.</exception>
    public static NameLock Parse(ReadOnlyMemory<byte> utf8, string name)
    {
        var names = new NameLock();
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            foreach (JsonProperty section in document.RootElement.EnumerateObject())
            {
                foreach (JsonProperty entry in section.Value.EnumerateObject())
                    names.Section(section.Name)[entry.Name] = entry.Value.GetString() ?? throw new JsonException();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SpecException($"{name} is not a name lock: restore it from version control, or delete it to name everything anew.");
        }

        return names;
    }

    /// <summary>The name given to a key of a section before; null for a new key.</summary>
    public string? Find(string section, string key) => _sections.GetValueOrDefault(section)?.GetValueOrDefault(key);

    /// <summary>Every entry of a section.</summary>
    public IReadOnlyDictionary<string, string> Entries(string section) => Section(section);

    /// <summary>Remembers a name.</summary>
    public void Set(string section, string key, string name) => Section(section)[key] = name;

    /// <summary>The text of the lock file, in ordinal order.</summary>
    public string ToJson()
    {
        var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            foreach ((string section, SortedDictionary<string, string> entries) in _sections)
            {
                if (entries.Count == 0) continue;
                writer.WriteStartObject(section);
                foreach ((string key, string name) in entries)
                    writer.WriteString(key, name);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    internal NameLock Copy()
    {
        var copy = new NameLock();
        foreach ((string section, SortedDictionary<string, string> entries) in _sections)
        {
            foreach ((string key, string name) in entries)
                copy.Set(section, key, name);
        }

        return copy;
    }

    private SortedDictionary<string, string> Section(string section)
    {
        if (!_sections.TryGetValue(section, out SortedDictionary<string, string>? entries)) _sections.Add(section, entries = new(StringComparer.Ordinal));
        return entries;
    }
}
