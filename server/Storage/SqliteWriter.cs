using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace OpenCode.Server.Storage;

/// <summary>The only one who writes to a file. What many callers want meanwhile is committed together, so that they share the wait for the disk.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostChangesAtOnce = 4096;

    private readonly string _file;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _remove;
    private readonly SqliteCommand _removeBelow;
    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;

    /// <param name="file">The file, for messages.</param>
    /// <param name="connection">A connection that nobody else uses; it is disposed of with this.</param>
    public SqliteWriter(string file, SqliteConnection connection)
    {
        _file = file;
        _connection = connection;
        _put = Prepare(
            "INSERT INTO record (kind, id, parent, json) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, id) DO UPDATE SET parent = $3, json = $4", 4);
        _remove = Prepare("DELETE FROM record WHERE kind = $1 AND id = $2", 2);
        _removeBelow = Prepare("DELETE FROM record WHERE kind = $1 AND parent = $2", 2);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Makes changes; returns when the disk has them.</summary>
    public async Task SaveAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        Request request = new(changes, cancellationToken);
        ObjectDisposedException.ThrowIf(!_requests.Writer.TryWrite(request), typeof(SqliteStore));
        await request.Done.Task;
    }

    /// <summary>Writes what is asked for already, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _writing;
        foreach (SqliteCommand command in new[] { _put, _remove, _removeBelow }) await command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        List<Request> requests = [];
        while (await _requests.Reader.WaitToReadAsync())
        {
            requests.Clear();
            int changes = 0;
            while (changes < MostChangesAtOnce && _requests.Reader.TryRead(out Request? request))
            {
                if (request.Cancellation.IsCancellationRequested)
                {
                    request.Done.TrySetCanceled(request.Cancellation);
                    continue;
                }

                requests.Add(request);
                changes += request.Changes.Count;
            }

            // One that fails takes all along: then each has to stand for itself.
            if (requests.Count == 0 || (Try(requests) is not null && requests.Count == 1)) continue;
            foreach (Request request in requests.Where(static r => !r.Done.Task.IsCompleted)) Try([request]);
        }
    }

    private Exception? Try(List<Request> requests)
    {
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            foreach (StoreChange change in requests.SelectMany(static r => r.Changes)) Make(change, transaction);
            transaction.Commit();
            requests.ForEach(static r => r.Done.TrySetResult());
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it is belongs to the caller, and the next one is served nevertheless.
            if (requests is [var only]) only.Done.TrySetException(e is SqliteException known ? SqliteStore.Failure(_file, known) : e);
            return e;
        }
    }

    private void Make(StoreChange change, SqliteTransaction transaction)
    {
        switch (change)
        {
            case StoreChange.Put { Record: var record }:
                Run(_put, transaction, record.Kind, record.Id, record.Parent, record.Json.ToArray());
                break;
            case StoreChange.Remove remove:
                Run(_remove, transaction, remove.Kind, remove.Id);
                break;
            case StoreChange.RemoveBelow below:
                Run(_removeBelow, transaction, below.Kind, below.Parent);
                break;
        }
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params object[] values)
    {
        command.Transaction = transaction;
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // All of it is written in this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        return command;
    }

    private sealed record Request(IReadOnlyList<StoreChange> Changes, CancellationToken Cancellation)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
