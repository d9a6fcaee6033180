using OpenCode.Models;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Operations;

namespace OpenCode.Server.Files;

/// <summary>Searches the files of a project.</summary>
/// <param name="locations">Which folders may be searched.</param>
public sealed class FindOperations(LocationResolver locations) : IFindOperations
{
    private const int MostFiles = 200;
    private const int MostMatches = 100;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FilesAsync(FindFilesCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ServerLocation location = locations.Find(call, call.Directory);
        FileNodeType? type = call.Type ?? (call.Dirs == FindFilesDirs.False ? FileNodeType.File : (FileNodeType?)null);
        return await FindAsync(location, call.Query, type, call.Limit, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Symbols would be a language server's to find; there is none here.</remarks>
    public Task<IReadOnlyList<Symbol>> SymbolsAsync(FindSymbolsCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        locations.Find(call, call.Directory);
        return Task.FromResult<IReadOnlyList<Symbol>>([]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TextMatch>> TextAsync(FindTextCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        string folder = locations.Find(call, call.Directory).RequireFolder("");
        return await RipgrepSearch.FindAsync(folder, call.Pattern, MostMatches, cancellationToken)
            ?? await LineSearch.FindAsync(folder, call.Pattern, MostMatches, cancellationToken);
    }

    /// <summary>Finds files and folders by a few letters of their paths.</summary>
    internal static async Task<IReadOnlyList<string>> FindAsync(
        ServerLocation location, string query, FileNodeType? type, long? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MostFiles) throw new OperationException(400, $"'limit' in the query cannot be {limit}; it goes from 1 to {MostFiles}.");
        IReadOnlyList<string> files = await ProjectFiles.ListAsync(location.RequireFolder(""), cancellationToken);
        IEnumerable<string> paths = type == FileNodeType.File ? files
            : type == FileNodeType.Directory ? ProjectFiles.FoldersOf(files)
            : ProjectFiles.FoldersOf(files).Concat(files);
        return NameSearch.Find(paths, query, (int)(limit ?? MostFiles / 2));
    }
}
