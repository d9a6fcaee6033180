using Microsoft.Data.Sqlite;

namespace OpenCode.Server.Storage;

/// <summary>Keeps everything in one file. What was saved survives the death of the process and of the machine.</summary>
/// <remarks>Beside the file there are two more while it is open, <c>-wal</c> and <c>-shm</c>, which belong to it.</remarks>
public sealed class SqliteStore : IServerStore
{
    private const string Columns = "SELECT kind, id, parent, json FROM record WHERE kind = $kind";

    private readonly string _file;
    private readonly string _reading;
    private readonly SqliteWriter _writer;
    private volatile bool _isDisposed;

    private SqliteStore(string file, string reading, SqliteWriter writer) => (_file, _reading, _writer) = (file, reading, writer);

    /// <summary>Opens a file, or makes it, readable for its owner alone.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="StoreException">The file is broken, of something else, or of a newer server; it is left as it is.</exception>
    public static SqliteStore Open(string file) => Open(file, SqliteSchema.Steps);

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> FindAsync(string kind, string id, CancellationToken cancellationToken)
        => One(Read($"{Columns} AND id = $id", cancellationToken, ("$kind", kind), ("$id", id)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredRecord>> ListAsync(string kind, string? parent, CancellationToken cancellationToken) => All(
        parent is null
            ? Read($"{Columns} ORDER BY id", cancellationToken, ("$kind", kind))
            : Read($"{Columns} AND parent = $parent ORDER BY id", cancellationToken, ("$kind", kind), ("$parent", parent)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredRecord>> ListAfterAsync(
        string kind, string parent, string? after, int limit, CancellationToken cancellationToken) => All(
            Read(
                $"{Columns} AND parent = $parent AND id > $after ORDER BY id LIMIT $limit",
                cancellationToken, ("$kind", kind), ("$parent", parent), ("$after", after ?? ""), ("$limit", limit)));

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> FindLastAsync(string kind, string parent, CancellationToken cancellationToken)
        => One(Read($"{Columns} AND parent = $parent ORDER BY id DESC LIMIT 1", cancellationToken, ("$kind", kind), ("$parent", parent)));

    /// <inheritdoc/>
    public async ValueTask SaveAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        await _writer.SaveAsync(changes, cancellationToken);
    }

    /// <summary>Writes what is to be saved already, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _writer.DisposeAsync();
        using SqliteConnection pooled = new(_reading);
        SqliteConnection.ClearPool(pooled);
    }

    internal static SqliteStore Open(string file, IReadOnlyList<string> steps)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        string full = Path.GetFullPath(file);
        try
        {
            Create(full);
            SqliteConnection connection = new(ConnectionString(full, isPooled: false));
            try
            {
                connection.Open();
                new SqliteSchema(full, steps).Upgrade(connection);
                UseLog(connection, full);
                return new SqliteStore(full, ConnectionString(full, isPooled: true), new SqliteWriter(full, connection));
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException e)
        {
            throw Failure(full, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The file '{full}' could not be made: {e.Message} Name a file in a folder that this process may write to.", e);
        }
    }

    /// <summary>What went wrong with a file, and the way out.</summary>
    internal static StoreException Failure(string file, SqliteException error) => new(
        error.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_NOTADB =>
                $"The file '{file}' is no database, or its beginning is broken. It was left as it is; put a copy in its place, or name another file.",
            SQLitePCL.raw.SQLITE_CORRUPT =>
                $"The file '{file}' is broken. Stop the server and put a copy in its place, or save what can be read with 'sqlite3 FILE .recover'.",
            SQLitePCL.raw.SQLITE_FULL => $"There is no room for the file '{file}'. Make some on its disk; what was saved before is kept.",
            SQLitePCL.raw.SQLITE_BUSY => $"The file '{file}' is locked by another process. End that one, or name another file.",
            SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN =>
                $"The file '{file}' cannot be written to. Give this process the right to write it and its folder, or name another file.",
            _ => $"The file '{file}' could not be used: {error.Message}",
        },
        error);

    // Conversations are private.
    private static void Create(string file)
    {
        if (File.Exists(file)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }

    private static string ConnectionString(string file, bool isPooled)
        => new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = isPooled }.ToString();

    private static void UseLog(SqliteConnection connection, string file)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (!"wal".Equals(command.ExecuteScalar()))
        {
            throw new StoreException(
                $"The file '{file}' lies on a file system that has no shared memory, as those of a network. Name one on a disk of this machine.");
        }

        // Each commit waits for the disk, so that nothing is lost with the power either.
        command.CommandText = "PRAGMA synchronous = FULL";
        command.ExecuteNonQuery();
    }

    private static ValueTask<StoredRecord?> One(List<StoredRecord> records) => ValueTask.FromResult(records is [var record] ? record : null);

    private static ValueTask<IReadOnlyList<StoredRecord>> All(List<StoredRecord> records) => ValueTask.FromResult<IReadOnlyList<StoredRecord>>(records);

    private List<StoredRecord> Read(string sql, CancellationToken cancellationToken, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using SqliteConnection connection = new(_reading);
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // All of it is written in this class.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach ((string name, object value) in parameters) command.Parameters.AddWithValue(name, value);
            using SqliteDataReader reader = command.ExecuteReader();
            List<StoredRecord> records = [];
            while (reader.Read()) records.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3)));
            return records;
        }
        catch (SqliteException e)
        {
            throw Failure(_file, e);
        }
    }
}
