using System.Runtime.CompilerServices;
using System.Text;

namespace OpenCode.Ctl.Servers;

/// <summary>What a server has printed, and prints.</summary>
internal static class ServerLog
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The last lines of a file, and what is written later. It is read once, from its beginning: no line falls between the two.</summary>
    /// <param name="file">The file; one that is not there yet has no lines.</param>
    /// <param name="count">How many of the last lines; null for all.</param>
    /// <param name="isOver">Whether nothing will be written any more; null to end with what is there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<string> ReadAsync(
        string file, int? count, Func<bool>? isOver, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (isOver is not null && !File.Exists(file) && !isOver()) await Task.Delay(_pause, time, cancellationToken);
        if (!File.Exists(file)) yield break;
        await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(stream, Encoding.UTF8);
        LineBuffer lines = new();
        Queue<string> last = [];
        while (await lines.ReadAsync(reader, cancellationToken) is { } read)
        {
            foreach (string line in read)
            {
                last.Enqueue(line);
                if (last.Count > (count ?? int.MaxValue)) last.Dequeue();
            }

            // All are wanted: there is no reason to keep them.
            while (count is null && last.TryDequeue(out string? line)) yield return line;
        }

        if (isOver is null && lines.Rest is { } unfinished)
        {
            last.Enqueue(unfinished);
            if (last.Count > (count ?? int.MaxValue)) last.Dequeue();
        }

        foreach (string line in last) yield return line;
        while (isOver is not null)
        {
            // Asked before it is read: what it wrote before its end is there then.
            bool wasOver = isOver();
            while (await lines.ReadAsync(reader, cancellationToken) is { } read)
            {
                foreach (string line in read) yield return line;
            }

            if (wasOver) break;
            await Task.Delay(_pause, time, cancellationToken);
        }

        if (isOver is not null && lines.Rest is { } rest) yield return rest;
    }

    /// <summary>Makes lines of what was read, and keeps the one that is not finished.</summary>
    private sealed class LineBuffer
    {
        private readonly char[] _buffer = new char[16384];
        private readonly StringBuilder _line = new();

        /// <summary>What stands after the last line; null for nothing.</summary>
        public string? Rest => _line.Length > 0 ? _line.ToString().TrimEnd('\r') : null;

        /// <summary>The next lines; null when there is nothing to read at this moment.</summary>
        public async Task<IReadOnlyList<string>?> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
        {
            int read = await reader.ReadAsync(_buffer, cancellationToken);
            if (read == 0) return null;
            List<string> lines = [];
            int begin = 0;
            for (int end; (end = Array.IndexOf(_buffer, '\n', begin, read - begin)) >= 0; begin = end + 1)
            {
                lines.Add(_line.Append(_buffer, begin, end - begin).ToString().TrimEnd('\r'));
                _line.Clear();
            }

            _line.Append(_buffer, begin, read - begin);
            return lines;
        }
    }
}
