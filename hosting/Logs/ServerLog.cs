using System.Text;
using System.Text.RegularExpressions;

namespace OpenCode.Hosting.Logs;

/// <summary>
/// What a server printed last on its standard output and error. Bounded, so a chatty server cannot fill the memory. The server's
/// password is replaced with <c>***</c>, and so are the values of environment variables and settings whose names say they are secret
/// (<c>…_API_KEY</c>, <c>…_TOKEN</c>, <c>apiKey</c> and the like).
/// </summary>
public sealed partial class ServerLog
{
    // A line without an end must not grow for ever either.
    private const int MaxLineLength = 4096;

    private readonly Broadcast<string> _lines;
    private readonly SecretMask _mask;

    internal ServerLog(int capacity, SecretMask? mask = null) => (_lines, _mask) = (new Broadcast<string>(capacity), mask ?? SecretMask.None);

    /// <summary>The lines still held (up to 1,000), oldest first.</summary>
    public IReadOnlyList<string> Lines => _lines.Items;

    /// <summary>The lines still held, and then each new one as it is printed, until the server is disposed of.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <remarks>A reader that is more than 1,000 lines behind loses the oldest: the server never waits for it.</remarks>
    public IAsyncEnumerable<string> FollowAsync(CancellationToken cancellationToken = default) => _lines.ReadAsync(cancellationToken);

    /// <summary>The lines still held, as one text.</summary>
    public override string ToString() => string.Join('\n', Lines);

    internal IReadOnlyList<string> Tail(int count) => [.. Lines.TakeLast(count)];

    internal void Complete() => _lines.Complete();

    internal async Task PumpAsync(TextReader reader, Action<string>? watcher = null)
    {
        char[] buffer = new char[4096];
        StringBuilder line = new();
        int longest = MaxLineLength + _mask.LongestSecret;
        try
        {
            while (await reader.ReadAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false) is > 0 and int read)
            {
                foreach (char c in buffer.AsSpan(0, read))
                {
                    if (c == '\n') End(line, watcher);
                    else if (c != '\r' && line.Length < longest) line.Append(c);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe went away with the process: the end of the log.
        }

        if (line.Length > 0) End(line, watcher);
    }

    private void End(StringBuilder text, Action<string>? watcher)
    {
        string line = TerminalColour().Replace(text.ToString(), "");
        text.Clear();

        // The mask would also hide words that the watcher waits for, if the password were one of them.
        watcher?.Invoke(line);
        string masked = _mask.Apply(line);

        // A line that was cut may end in the first half of a secret.
        int kept = line.Length < MaxLineLength + _mask.LongestSecret ? masked.Length : Math.Max(0, masked.Length - _mask.LongestSecret);
        _lines.Publish(masked[..Math.Min(kept, MaxLineLength)]);
    }

    // The server colours its errors even when it does not write to a terminal.
    [GeneratedRegex("\\x1b\\[[0-9;]*m")]
    private static partial Regex TerminalColour();
}
