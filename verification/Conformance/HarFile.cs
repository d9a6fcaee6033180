using System.Text;
using OpenCode.Core;

namespace OpenCode.Verification;

/// <summary>Reads the exchanges with an OpenCode server out of a HAR 1.2 file, as browsers and proxies write it.</summary>
public static class HarFile
{
    /// <summary>Reads a file. Entries are handed on one by one, so the file may be of any size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="baseUri">Where the server is; null to find out: for each host, the path below which most requests are operations.</param>
    /// <param name="receive">Receives each exchange of an operation.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>How many entries there were, and why some were passed over.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">The file is no HAR file; the message says where.</exception>
    public static async Task<HarSummary> ReadAsync(string path, Uri? baseUri, Action<RecordedExchange> receive, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receive);
        HarBases bases = baseUri is null ? await FindBasesAsync(path, cancellationToken) : HarBases.Of(baseUri);
        int entries = 0, exchanges = 0, otherHosts = 0, otherPaths = 0, unanswered = 0;
        await foreach (HarEntry entry in EntriesAsync(path, cancellationToken))
        {
            entries++;
            if (HarAddress.Parse(entry.Request.Url) is not { } address || bases.Find(address) is not { } below)
                otherHosts++;
            else if (below.Target is not { } target || RouteTable.Catalog.Find(entry.Request.Method, PathOf(target)) is not { } operation)
                otherPaths++;
            else if (ToExchange(entry, target, operation, $"'{path}': entry {entries}") is not { } exchange)
                unanswered++;
            else
            {
                exchanges++;
                receive(exchange);
            }
        }

        return new HarSummary(entries, exchanges, otherHosts, otherPaths, unanswered);
    }

    private static async Task<HarBases> FindBasesAsync(string path, CancellationToken cancellationToken)
    {
        var finder = new HarBaseFinder();
        await foreach (HarEntry entry in EntriesAsync(path, cancellationToken, again: true))
        {
            if (HarAddress.Parse(entry.Request.Url) is { } address)
                finder.Add(entry.Request.Method, address);
        }

        return finder.Find();
    }

    private static async IAsyncEnumerable<HarEntry> EntriesAsync(
        string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken, bool again = false)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (again && !file.CanSeek)
            throw new FormatException($"'{path}' is a pipe, which can be read only once, and finding out where the server is takes a first reading; say where with --base.");
        await foreach (HarEntry entry in new HarEntryReader(file, $"'{path}'").ReadAsync(cancellationToken))
            yield return entry;
    }

    private static RecordedExchange? ToExchange(HarEntry entry, string target, Operation operation, string place)
    {
        // Status 0: blocked, aborted or failed. 304: the browser took the body from its cache.
        if (entry.Response is not { Status: > 0 and not 304 } response)
            return null;
        string? type = string.IsNullOrEmpty(response.Content?.MimeType) || response.Content.MimeType == "x-unknown" ? null : response.Content.MimeType;
        return new RecordedExchange
        {
            Method = entry.Request.Method,
            Target = target,
            Status = response.Status,
            ContentType = type,
            Body = BodyOf(response.Content, entry.Request.Url, operation, place),
        };
    }

    private static ReadOnlyMemory<byte>? BodyOf(HarContent? content, string url, Operation operation, string place)
    {
        if (content?.Text is not { Length: > 0 } text)
            return content is null or { Size: > 0 } or { Size: null } || operation.Kind == OperationKind.EventStream ? null : (ReadOnlyMemory<byte>?)ReadOnlyMemory<byte>.Empty;
        if (!string.Equals(content.Encoding, "base64", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8.GetBytes(text);
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{place}: the body of the answer from {HarAddress.WithoutQuery(url)} says it is base64, and is not.", e);
        }
    }

    private static string PathOf(string target) => target.Split('?')[0];
}
