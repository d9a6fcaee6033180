using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using OpenCode.Server.Storage;

namespace OpenCode.Server.PostgreSql;

/// <summary>Keeps everything in a PostgreSQL database, in tables whose names begin with <c>opencode_</c>. Several servers may share it.</summary>
/// <remarks>A session is to be worked on by one of them at a time: who publishes its events numbers them.</remarks>
public sealed class PostgreSqlStore : IServerStore
{
    private const int MostAttempts = 5;
    private const string Columns = "SELECT kind, id, parent, json FROM opencode_record WHERE kind = $1";

    private readonly NpgsqlDataSource _database;
    private readonly string _place;

    private PostgreSqlStore(NpgsqlDataSource database, string place) => (_database, _place) = (database, place);

    /// <summary>Opens a database, and makes or updates its tables.</summary>
    /// <param name="connectionString">Where it is, as Npgsql reads it: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="StoreException">The database cannot be reached, or is of a newer server.</exception>
    public static Task<PostgreSqlStore> OpenAsync(string connectionString, CancellationToken cancellationToken)
        => OpenAsync(connectionString, PostgreSqlSchema.Steps, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<StoredRecord?> FindAsync(string kind, string id, CancellationToken cancellationToken)
        => await ReadAsync($"{Columns} AND id = $2", [Text(kind), Text(id)], cancellationToken) is [var record] ? record : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredRecord>> ListAsync(string kind, string? parent, CancellationToken cancellationToken) => parent is null
        ? await ReadAsync($"{Columns} ORDER BY id", [Text(kind)], cancellationToken)
        : await ReadAsync($"{Columns} AND parent = $2 ORDER BY id", [Text(kind), Text(parent)], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredRecord>> ListAfterAsync(
        string kind, string parent, string? after, int limit, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] parameters = [Text(kind), Text(parent), Text(after ?? ""), new NpgsqlParameter<int> { TypedValue = limit }];
        return await ReadAsync($"{Columns} AND parent = $2 AND id > $3 ORDER BY id LIMIT $4", parameters, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredRecord?> FindLastAsync(string kind, string parent, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] parameters = [Text(kind), Text(parent)];
        return await ReadAsync($"{Columns} AND parent = $2 ORDER BY id DESC LIMIT 1", parameters, cancellationToken) is [var record] ? record : null;
    }

    /// <inheritdoc/>
    public async ValueTask SaveAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count == 0) return;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await using NpgsqlConnection connection = await _database.OpenConnectionAsync(cancellationToken);

                // A batch is a transaction. Once it has begun it is not cancelled: nobody would know what became of it.
                await using NpgsqlBatch batch = new(connection);
                foreach (StoreChange change in changes) batch.BatchCommands.Add(CommandOf(change));
                await batch.ExecuteNonQueryAsync(CancellationToken.None);
                return;
            }
            catch (PostgresException e) when (attempt < MostAttempts && IsTakenBack(e.SqlState))
            {
                // Another server changed the same records in another order; the database has taken back all of this.
            }
            catch (DbException e)
            {
                throw Failure(_place, e);
            }
        }
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    internal static async Task<PostgreSqlStore> OpenAsync(string connectionString, IReadOnlyList<string> steps, CancellationToken cancellationToken)
    {
        NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);
        string place = PlaceOf(connectionString);
        try
        {
            await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
            await new PostgreSqlSchema(place, steps).UpgradeAsync(connection, cancellationToken);
            return new PostgreSqlStore(database, place);
        }
        catch (DbException e)
        {
            await database.DisposeAsync();
            throw Failure(place, e);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    // Without the password.
    private static string PlaceOf(string connectionString)
    {
        NpgsqlConnectionStringBuilder parts = new(connectionString);
        return $"The database '{parts.Database ?? parts.Username}' at {parts.Host}:{parts.Port}";
    }

    private static StoreException Failure(string place, DbException error) => new(
        error is PostgresException { MessageText: var text, SqlState: var state }
            ? $"{place} refused what was asked of it: {text} (SQLSTATE {state})."
            : $"{place} could not be used: {error.Message} Start it, or correct the connection string.",
        error);

    private static bool IsTakenBack(string state) => state is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlBatchCommand CommandOf(StoreChange change)
    {
        switch (change)
        {
            case StoreChange.Put { Record: var record }:
                return Command(
                    "INSERT INTO opencode_record (kind, id, parent, json) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, id) DO UPDATE SET parent = $3, json = $4",
                    Text(record.Kind),
                    Text(record.Id),
                    Text(record.Parent),
                    new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = record.Json, NpgsqlDbType = NpgsqlDbType.Bytea });
            case StoreChange.Remove remove:
                return Command("DELETE FROM opencode_record WHERE kind = $1 AND id = $2", Text(remove.Kind), Text(remove.Id));
            case StoreChange.RemoveBelow below:
                return Command("DELETE FROM opencode_record WHERE kind = $1 AND parent = $2", Text(below.Kind), Text(below.Parent));
            default:
                throw new ArgumentException($"There is no way to make a change of the type {change?.GetType().Name ?? "null"}.", nameof(change));
        }
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (NpgsqlParameter parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private async Task<List<StoredRecord>> ReadAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlCommand command = _database.CreateCommand(sql);
            command.Parameters.AddRange(parameters);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            List<StoredRecord> records = [];
            while (await reader.ReadAsync(cancellationToken))
                records.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3)));
            return records;
        }
        catch (DbException e)
        {
            throw Failure(_place, e);
        }
    }
}
