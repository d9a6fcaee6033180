using Npgsql;
using OpenCode.Server.PostgreSql;
using OpenCode.Server.Storage;
using Xunit;

namespace OpenCode.Server.Tests.PostgreSql;

public sealed class PostgreSqlStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_that_begin_at_once_make_the_tables_once_and_share_what_they_keep()
    {
        string database = await PostgreSqlCluster.CreateDatabaseAsync(Cancellation);
        PostgreSqlStore[] servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostgreSqlStore.OpenAsync(database, Cancellation)));
        await servers[0].SaveAsync([Put("a")], Cancellation);

        foreach (PostgreSqlStore server in servers) Assert.NotNull(await server.FindAsync("m", "a", Cancellation));
        Assert.Equal(1L, await AskAsync(database, "SELECT count(*) FROM opencode_schema"));
        foreach (PostgreSqlStore server in servers) await server.DisposeAsync();
    }

    [Fact]
    public async Task A_database_of_an_older_version_is_brought_forward_and_a_step_that_fails_changes_nothing()
    {
        string database = await PostgreSqlCluster.CreateDatabaseAsync(Cancellation);
        await using (PostgreSqlStore old = await PostgreSqlStore.OpenAsync(database, Cancellation)) await old.SaveAsync([Put("a")], Cancellation);
        string[] failing = [.. PostgreSqlSchema.Steps, "CREATE TABLE more (id text)", "INSERT INTO nothing VALUES (1)"];
        await Assert.ThrowsAsync<StoreException>(() => PostgreSqlStore.OpenAsync(database, failing, Cancellation));
        Assert.Equal(1, await AskAsync(database, "SELECT max(version) FROM opencode_schema"));

        string[] steps = [.. PostgreSqlSchema.Steps, "CREATE TABLE more (id text)", "INSERT INTO more SELECT id FROM opencode_record"];
        await using PostgreSqlStore store = await PostgreSqlStore.OpenAsync(database, steps, Cancellation);

        Assert.Equal(3, await AskAsync(database, "SELECT max(version) FROM opencode_schema"));
        Assert.Equal("a", await AskAsync(database, "SELECT id FROM more"));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_with_the_way_out()
    {
        string database = await PostgreSqlCluster.CreateDatabaseAsync(Cancellation);
        string[] steps = [.. PostgreSqlSchema.Steps, "CREATE TABLE more (id text)"];
        await using (await PostgreSqlStore.OpenAsync(database, steps, Cancellation))
        {
        }

        StoreException error = await Assert.ThrowsAsync<StoreException>(() => PostgreSqlStore.OpenAsync(database, Cancellation));
        Assert.Contains("has version 2 of the store", error.Message, StringComparison.Ordinal);
        Assert.Contains("update OpenCodeGen.Server.PostgreSql, or name another database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named_without_the_password()
    {
        const string Nowhere = "Host=127.0.0.1;Port=1;Database=d;Username=u;Password=secret";

        StoreException error = await Assert.ThrowsAsync<StoreException>(() => PostgreSqlStore.OpenAsync(Nowhere, Cancellation));
        Assert.StartsWith("The database 'd' at 127.0.0.1:1 could not be used", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Servers_that_change_the_same_records_in_another_order_do_not_fail()
    {
        string database = await PostgreSqlCluster.CreateDatabaseAsync(Cancellation);
        await using PostgreSqlStore one = await PostgreSqlStore.OpenAsync(database, Cancellation);
        await using PostgreSqlStore other = await PostgreSqlStore.OpenAsync(database, Cancellation);
        await AskAsync(database, "ALTER ROLE opencode SET deadlock_timeout = '10ms'");
        StoreChange[] changes = [.. Enumerable.Range(0, 50).Select(static i => Put($"{i}"))];
        StoreChange[] turned = [.. changes.Reverse()];
        for (int i = 0; i < 20; i++) await Task.WhenAll(one.SaveAsync(changes, Cancellation).AsTask(), other.SaveAsync(turned, Cancellation).AsTask());

        Assert.Equal(50, (await one.ListAsync("m", null, Cancellation)).Count);
    }

    private static StoreChange.Put Put(string id) => new(new StoredRecord("m", id, "", "{}"u8.ToArray()));

    private static async Task<object?> AskAsync(string database, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
#pragma warning disable CA2100 // All of it is written in this class.
        await using NpgsqlCommand command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
