using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OpenCode.Server.Storage;

/// <summary>The tables of a file, brought step by step to the newest version.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="steps">What each version adds to the one before; the first makes the tables.</param>
internal sealed class SqliteSchema(string file, IReadOnlyList<string> steps)
{
    // "OCGS", by which a file is known as one of this server.
    private const int ApplicationId = 0x4F434753;

    /// <summary>The versions there are.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE record (kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL, json BLOB NOT NULL, PRIMARY KEY (kind, id));
        CREATE UNIQUE INDEX record_below ON record (kind, parent, id);
        """,
    ];

    /// <summary>Brings the file to the newest version: a step wholly, or not at all.</summary>
    /// <exception cref="StoreException">The file is of something else, or of a newer server.</exception>
    public void Upgrade(SqliteConnection connection)
    {
        int version = Check(connection);
        while (version < steps.Count)
        {
            // Another process may do the same: only one of them is in here at a time.
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            version = Check(connection);
            if (version == steps.Count) return;
            Execute(connection, steps[version]);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {++version}; PRAGMA application_id = {ApplicationId};"));
            transaction.Commit();
        }
    }

    private int Check(SqliteConnection connection)
    {
        int version = Read(connection, "PRAGMA user_version");
        bool isNew = version == 0 && Read(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (!isNew && Read(connection, "PRAGMA application_id") != ApplicationId)
            throw new StoreException($"The file '{file}' is a database of another program. It was left as it is; name another file.");
        if (version <= steps.Count) return version;
        throw new StoreException(
            $"The file '{file}' has version {version} of the store, and this server knows no version after {steps.Count}: a newer one made it. "
            + "It was left as it is; update OpenCodeGen.Server, or name another file.");
    }

    private static int Read(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // All of it is written in this class, or in a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
