using System.Globalization;
using Npgsql;
using OpenCode.Server.Storage;

namespace OpenCode.Server.PostgreSql;

/// <summary>The tables of a database, brought step by step to the newest version.</summary>
/// <param name="place">Where the database is, for messages.</param>
/// <param name="steps">What each version adds to the one before; the first makes the tables.</param>
internal sealed class PostgreSqlSchema(string place, IReadOnlyList<string> steps)
{
    // "OpenCode" in ASCII: who changes the tables holds this lock.
    private const long LockKey = 0x4F70656E436F6465;

    /// <summary>The versions there are.</summary>
    /// <remarks>The collation "C" sorts by bytes, whatever language the database has; bytes hold what no text of PostgreSQL can, such as \u0000.</remarks>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE opencode_record (
            kind text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, parent text COLLATE "C" NOT NULL, json bytea NOT NULL, PRIMARY KEY (kind, id));
        CREATE INDEX opencode_record_below ON opencode_record (kind, parent, id);
        """,
    ];

    /// <summary>Brings the database to the newest version, all steps or none. Other servers that begin meanwhile wait.</summary>
    /// <exception cref="StoreException">The database is of a newer server.</exception>
    public async Task UpgradeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({LockKey})"), cancellationToken);
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS opencode_schema (version integer NOT NULL)", cancellationToken);
        int version = await RunAsync(connection, "SELECT max(version) FROM opencode_schema", cancellationToken) is int known ? known : 0;
        if (version > steps.Count)
        {
            throw new StoreException(
                $"{place} has version {version} of the store, and this server knows no version after {steps.Count}: a newer one made it. "
                + "It was left as it is; update OpenCodeGen.Server.PostgreSql, or name another database.");
        }

        while (version < steps.Count)
        {
            await RunAsync(connection, steps[version++], cancellationToken);
            string insert = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO opencode_schema (version) VALUES ({version})");
            await RunAsync(connection, insert, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // All of it is written in this class, or in a test.
        await using NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
