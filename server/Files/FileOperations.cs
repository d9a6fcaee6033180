using OpenCode.Models;
using OpenCode.Server.Git;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Files;

/// <summary>Lists and reads the files of a project.</summary>
/// <param name="locations">Which folders may be read.</param>
public sealed class FileOperations(LocationResolver locations) : IFileOperations
{
    private const int Largest = 16 << 20;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FileNode>> ListAsync(FileListCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ServerLocation location = locations.Find(call, call.Directory);
        IReadOnlyList<FolderEntry> entries = FolderEntries.Of(location, location.RequireFolder(call.Path));
        HashSet<string> ignored = await IgnoredAsync(location, entries, cancellationToken);
        return
        [
            .. entries.Select(e => new FileNode
            {
                Name = e.Name,
                Path = location.NameOf(e.FullPath, e.IsFolder),
                Absolute = e.FullPath,
                Type = e.IsFolder ? FileNodeType.Directory : FileNodeType.File,
                Ignored = ignored.Contains(e.FullPath),
            }),
        ];
    }

    /// <inheritdoc/>
    /// <remarks>A file that is missing reads as an empty one, as the original server has it. Unlike there, no white space is taken from the ends.</remarks>
    public async Task<FileContent> ReadAsync(FileReadCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        string path = locations.Find(call, call.Directory).Require(call.Path);
        if (Directory.Exists(path)) throw new OperationException(400, $"'{call.Path}' is a folder. List it with GET /file.");
        ReadOnlyMemory<byte> bytes = await ReadAsync(path, call.Path, cancellationToken);
        bool isImage = ReadableFile.TypeOf(path, isText: false).StartsWith("image/", StringComparison.Ordinal);
        return !isImage && ReadableFile.TextOf(bytes.Span) is { } text
            ? new() { Type = FileContentType.Text, Content = text }
            : new()
            {
                Type = FileContentType.Binary,
                Content = Convert.ToBase64String(bytes.Span),
                Encoding = FileContentEncoding.Base64,
                MimeType = ReadableFile.TypeOf(path, isText: false),
            };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChangedFile>> StatusAsync(FileStatusCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ServerLocation location = locations.Find(call, call.Directory);
        if (await GitFolder.FindAsync(location.Directory, cancellationToken) is not { } git) return [];
        return [.. (await WorkingTreeChanges.ListAsync(git, from: null, cancellationToken)).Select(static c => new ChangedFile
        {
            Path = c.Path,
            Status = c.Status,
            Added = c.Additions,
            Removed = c.Deletions,
        })];
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, string asked, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadableFile.ReadAsync(path, Largest, cancellationToken)
                ?? throw new OperationException(413, $"'{asked}' is larger than {Largest >> 20} MiB. GET /api/fs/read serves files of any size.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new OperationException(403, $"'{asked}' may not be read by the user that this server runs as.");
        }
    }

    private static async Task<HashSet<string>> IgnoredAsync(ServerLocation location, IReadOnlyList<FolderEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0 || await GitFolder.FindAsync(location.Directory, cancellationToken) is not { } git) return [];

        // Git refuses what lies behind a link, and all that is asked with it.
        IEnumerable<string> names = entries.Where(static e => e.Name != ".git").Select(static e => e.FullPath);
        ProgramOutput output = await git.RunAsync(["check-ignore", "-z", "--stdin"], names, cancellationToken);
        return [.. output.Items];
    }
}
