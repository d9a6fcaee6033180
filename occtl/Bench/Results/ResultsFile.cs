using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Bench.Results;

/// <summary>Results, a line for each run. Every line is on the disk as a whole before the next thing is done, whatever happens to this process.</summary>
internal sealed class ResultsFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly Lock _lock = new();

    private ResultsFile(FileStream stream) => _stream = stream;

    /// <summary>Opens a file to append to. What a killed process has left of a line is cut off.</summary>
    public static ResultsFile Open(string path)
    {
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(EndOfLastLine(stream));
        stream.Seek(0, SeekOrigin.End);
        return new ResultsFile(stream);
    }

    /// <summary>Reads the results; of several of one run the last one counts.</summary>
    /// <exception cref="StoreException">A line that was written whole is none.</exception>
    public static IReadOnlyList<RunResult> Read(string path)
    {
        if (!File.Exists(path)) return [];
        Dictionary<string, RunResult> results = new(StringComparer.Ordinal);
        int number = 0;
        string text = Encoding.UTF8.GetString(ReadShared(path));
        foreach (string line in text[..(text.LastIndexOf('\n') + 1)].Split('\n'))
        {
            number++;
            if (line.Length == 0) continue;
            try
            {
                RunResult result = RunResult.FromJson(JsonNode.Parse(line) as JsonObject ?? throw new FormatException("It is no object."));
                results.Remove(result.Run);
                results[result.Run] = result;
            }
            catch (Exception exception) when (exception is JsonException or FormatException)
            {
                throw new StoreException($"Line {number} of '{path}' is no result ({exception.Message.TrimEnd('.')}); remove the line, and its run is done again.", exception);
            }
        }

        return [.. results.Values];
    }

    public void Append(RunResult result)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer)) result.ToJson().WriteTo(writer);
        buffer.WriteByte((byte)'\n');
        lock (_lock)
        {
            _stream.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
            _stream.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static long EndOfLastLine(FileStream stream)
    {
        for (long at = stream.Length; at > 0; at--)
        {
            stream.Position = at - 1;
            if (stream.ReadByte() == '\n') return at;
        }

        return 0;
    }

    // Another command may be writing it.
    private static byte[] ReadShared(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
