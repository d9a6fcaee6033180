using System.Runtime.CompilerServices;
using System.Text;

namespace OpenCode.Ctl.Servers;

/// <summary>What a server has printed, and prints.</summary>
internal static class ServerLog
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The last lines of a file.</summary>
    /// <param name="file">The file; one that is not there yet has none.</param>
    /// <param name="count">How many; null for all.</param>
    public static IEnumerable<string> Last(string file, int? count)
    {
        if (!File.Exists(file)) return [];
        IEnumerable<string> lines = File.ReadLines(file);
        return count is { } n ? lines.TakeLast(n) : lines;
    }

    /// <summary>Reads what is written from now on, until it is cancelled or the server ends.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isOver">Whether nothing will be written any more.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<string> FollowAsync(
        string file, Func<bool> isOver, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!File.Exists(file) && !isOver()) await Task.Delay(_pause, time, cancellationToken);
        if (!File.Exists(file)) yield break;
        await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(0, SeekOrigin.End);
        using StreamReader reader = new(stream, Encoding.UTF8);
        StringBuilder line = new();
        char[] buffer = new char[4096];
        while (true)
        {
            bool wasOver = isOver();
            int read;
            while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
            {
                for (int i = 0; i < read; i++)
                {
                    if (buffer[i] != '\n')
                    {
                        line.Append(buffer[i]);
                        continue;
                    }

                    yield return line.ToString().TrimEnd('\r');
                    line.Clear();
                }
            }

            if (wasOver) break;
            await Task.Delay(_pause, time, cancellationToken);
        }

        if (line.Length > 0) yield return line.ToString();
    }
}
