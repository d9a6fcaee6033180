using System.Runtime.CompilerServices;
using OpenCode.Core.Operations;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Har;

/// <summary>Reads the exchanges with an OpenCode server out of a HAR file, as browsers and proxies write it.</summary>
public static class HarFile
{
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
        var count = new HarCount();
        await foreach (HarStep step in EntriesAsync(path, cancellationToken))
        {
            if (step.Entry is not { } entry) count.AddUnreadable(step);
            else if (HarAddress.Problem(entry.Url) is { } problem) count.AddUnreadable(HarStep.Odd(step.Number, problem));
            else if (HarAddress.Parse(entry.Url) is not { } address || bases.Find(address) is not { } below) count.AddOtherHost(step);
            else if (below.Target is not { } target || RouteTable.Catalog.Find(entry.Method, PathOf(target)) is not { } operation) count.AddOtherPath(step);
            else if (entry.Response is not { } response) count.AddUnanswered(step);
            else if (response.Problem is not null) count.AddUnreadable(HarStep.Odd(step.Number, response.Problem));
            else if (response.Status is 0 or 304) count.AddUnanswered(step); // 304: the browser took the body from its cache.
            else receive(ToExchange(step, response, target, operation));
        }

        return count.ToSummary();

        RecordedExchange ToExchange(HarStep step, HarResponse response, string target, Operation operation)
        {
            (string? type, bool isRecorded) = HarContentType.Of(response, operation);
            HarBody body = bodies.Read(response, type, step.Entry!.Url, operation);
            bool lacksBody = body.Bytes is null && MustHaveBody(operation, response.Status);
            count.AddExchange(step, body.Problem, lacksBody, lacksType: body.Bytes?.Length > 0 && !isRecorded);
            return new RecordedExchange { Method = step.Entry.Method, Target = target, Status = response.Status, ContentType = type, Body = body.Bytes };
        }
    }

    private static async Task<HarBases> FindBasesAsync(string path, CancellationToken cancellationToken)
    {
        var finder = new HarBaseFinder();
        await foreach (HarStep step in EntriesAsync(path, cancellationToken, again: true))
        {
            if (step.Entry is { } entry && HarAddress.Parse(entry.Url) is { } address) finder.Add(entry.Method, address);
        }

        return finder.Find();
    }

    private static async IAsyncEnumerable<HarStep> EntriesAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken, bool again = false)
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

    // What the spec does not document has one, for all that is known.
    private static bool MustHaveBody(Operation operation, int status)
        => operation.Kind != OperationKind.WebSocket && status is not (101 or 204 or 205) && operation.FindResponse(status) is null
            or { ContentType: not null };

    private static string PathOf(string target) => target.Split('?')[0];
}
