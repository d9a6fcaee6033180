using System.Text.Json;

namespace BatchSample;

/// <summary>
/// What was done, in a file that is only ever added to. A line is on the disk before what it announces is done, so whatever happens, the journal knows
/// of every prompt that a server may have.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const byte NewLine = (byte)'\n';

    private readonly Lock _lock = new();
    private readonly FileStream _file;
    private readonly Dictionary<int, JournalEntry> _newest = [];

    /// <summary>Opens the journal, and reads it. Two programs cannot have it open.</summary>
    /// <exception cref="IOException">Another one has.</exception>
    public Journal(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        using StreamReader reader = new(_file, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            if (Read(line) is { } entry) _newest[entry.Prompt] = entry;
        }

        // A line that was torn off by a crash stays alone.
        if (EndsInLine()) _file.WriteByte(NewLine);
    }

    /// <summary>The newest entry of every prompt that has one.</summary>
    public IReadOnlyCollection<JournalEntry> Entries
    {
        get
        {
            lock (_lock) return [.. _newest.Values];
        }
    }

    /// <summary>Adds an entry, and comes back when it is on the disk.</summary>
    public void Add(JournalEntry entry)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.JournalEntry), NewLine];
        lock (_lock)
        {
            _newest[entry.Prompt] = entry;
            _file.Write(line);
            _file.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _file.Dispose();

    private static JournalEntry? Read(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize(line, JournalJson.Default.JournalEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool EndsInLine()
    {
        if (_file.Length == 0) return false;
        _file.Seek(-1, SeekOrigin.End);
        return _file.ReadByte() != NewLine;
    }
}
