using OpenCode.Core.Operations;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Har;

/// <summary>Reads the exchanges with an OpenCode server out of a HAR 1.2 file, as browsers and proxies write it.</summary>
public static class HarFile
{
    // A file of any size may be broken all over.
    private const int MostProblems = 1000;

    /// <summary>
    /// Reads a file. Entries are handed on one by one, so the file may be of any size. One that cannot be read is told in the summary, and the others
    /// are read all the same.
    /// </summary>
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
        var bodies = new HarBodyReader(path);
        var problems = new List<string>();
        int entries = 0, exchanges = 0, otherHosts = 0, otherPaths = 0, unanswered = 0, withoutBody = 0, unlisted = 0;
        await foreach (HarStep step in EntriesAsync(path, cancellationToken))
        {
            entries = step.Number;
            if (step.Entry is not { } entry)
            {
                Note(step.Problem!);
            }
            else if (HarAddress.Parse(entry.Request.Url) is not { } address || bases.Find(address) is not { } below)
            {
                otherHosts++;
            }
            else if (below.Target is not { } target || RouteTable.Catalog.Find(entry.Request.Method, PathOf(target)) is not { } operation)
            {
                otherPaths++;
            }
            else if (entry.Response is not { Status: > 0 and not 304 } response)
            {
                unanswered++; // Status 0: blocked, aborted or failed. 304: the browser took the body from its cache.
            }
            else
            {
                HarBody body = bodies.Read(response, entry.Request.Url, operation);
                if (body.Problem is not null) Note($"'{path}': entry {step.Number}: {body.Problem}.");
                exchanges++;
                withoutBody += body.Bytes is null && MustHaveBody(operation, response.Status) ? 1 : 0;
                receive(ToExchange(entry.Request, response, target, body));
            }
        }

        var summary = new HarSummary(entries, exchanges, otherHosts, otherPaths, unanswered) { WithoutBody = withoutBody };
        if (unlisted > 0) problems.Add($"'{path}': {unlisted} more entries or bodies could not be read.");
        return problems.Count == 0 ? summary : summary with { Problems = problems };

        void Note(string problem)
        {
            if (problems.Count < MostProblems) problems.Add(problem);
            else unlisted++;
        }
    }

    private static async Task<HarBases> FindBasesAsync(string path, CancellationToken cancellationToken)
    {
        var finder = new HarBaseFinder();
        await foreach (HarStep step in EntriesAsync(path, cancellationToken, again: true))
        {
            if (step.Entry is { } entry && HarAddress.Parse(entry.Request.Url) is { } address) finder.Add(entry.Request.Method, address);
        }

        return finder.Find();
    }

    private static async IAsyncEnumerable<HarStep> EntriesAsync(
        string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken, bool again = false)
    {
        await using var file =
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (again && !file.CanSeek)
        {
            throw new FormatException(
                $"'{path}' is a pipe, which can be read only once, and finding out where the server is takes a first reading; say where with --base.");
        }

        await foreach (HarStep entry in new HarEntryReader(file, $"'{path}'").ReadAsync(cancellationToken)) yield return entry;
    }

    private static RecordedExchange ToExchange(HarRequest request, HarResponse response, string target, HarBody body) => new()
    {
        Method = request.Method,
        Target = target,
        Status = response.Status,
        ContentType = response.Content?.MimeType is { Length: > 0 } type and not "x-unknown" ? type : null,
        Body = body.Bytes,
    };

    // What the spec does not document has one, for all that is known.
    private static bool MustHaveBody(Operation operation, int status)
        => operation.Kind != OperationKind.WebSocket && status is not (101 or 204 or 205) && operation.FindResponse(status) is null
            or { ContentType: not null };

    private static string PathOf(string target) => target.Split('?')[0];
}
