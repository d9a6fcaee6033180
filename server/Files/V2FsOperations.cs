using System.Globalization;
using OpenCode.Models;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Files;

/// <summary>Lists, finds and serves the files of a project, in the second API.</summary>
/// <param name="locations">Which folders may be read.</param>
/// <param name="projects">Which projects they belong to.</param>
public sealed class V2FsOperations(LocationResolver locations, ProjectIdentities projects) : IV2FsOperations
{
    /// <inheritdoc/>
    public async Task<V2FsFindResponse> FindAsync(V2FsFindCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ServerLocation location = locations.Find(call, call.Location?.Directory);
        IReadOnlyList<string> found = await FindOperations.FindAsync(location, call.Query, call.Type, LimitOf(call.Limit), cancellationToken);
        return await AnswerAsync(location, found.Select(static p => (p, p.EndsWith('/'))), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<V2FsFindResponse> ListAsync(V2FsListCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ServerLocation location = locations.Find(call, call.Location?.Directory);
        IReadOnlyList<FolderEntry> entries = FolderEntries.Of(location, location.RequireFolder(call.Path ?? ""));
        return await AnswerAsync(location, entries.Select(e => (location.NameOf(e.FullPath, e.IsFolder), e.IsFolder)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ServedContent> ReadAsync(V2FsReadCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        string path = locations.Find(call, call.Location?.Directory).Require(call.Path);
        if (!File.Exists(path)) throw new OperationException(404, $"There is no file '{call.Path}'.");
        Stream content = Open(path, call.Path);

        // A page of the project is not the server's: it may neither run scripts as such nor be taken for something else.
        call.HttpContext.Response.Headers.ContentSecurityPolicy = "sandbox";
        call.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return Task.FromResult(new ServedContent(content, ReadableFile.TypeOf(path, IsText(content))));
    }

    private static Stream Open(string path, string asked)
    {
        try
        {
            return ReadableFile.Open(path) ?? Stream.Null;
        }
        catch (UnauthorizedAccessException)
        {
            throw new OperationException(403, $"'{asked}' may not be read by the user that this server runs as.");
        }
    }

    private static bool IsText(Stream content)
    {
        if (!content.CanSeek || content.Length == 0) return true;
        Span<byte> start = stackalloc byte[1024];
        int count = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return !ReadableFile.IsBinary(start[..count]);
    }

    private static long? LimitOf(string? limit)
        => limit is null ? null
            : long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : throw new OperationException(400, $"'limit' in the query is no whole number: '{limit}'.");

    private async Task<V2FsFindResponse> AnswerAsync(
        ServerLocation location, IEnumerable<(string Path, bool IsFolder)> found, CancellationToken cancellationToken)
        => new()
        {
            Location = await projects.DescribeAsync(location, cancellationToken),
            Data = [.. found.Select(static f => new FileSystemEntry { Path = f.Path, Type = f.IsFolder ? FileNodeType.Directory : FileNodeType.File })],
        };
}
