using System.Globalization;
using Microsoft.Data.Sqlite;
using OpenCode.Server.Storage;
using Xunit;

namespace OpenCode.Server.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlite-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string StoreFile => Path.Combine(_folder, "below", "store.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_saved_is_there_when_the_file_is_opened_again()
    {
        await using (SqliteStore first = SqliteStore.Open(StoreFile)) await SaveAsync(first, "a");
        Assert.Equal([StoreFile], Directory.GetFiles(Path.GetDirectoryName(StoreFile)!));
        await using SqliteStore second = SqliteStore.Open(StoreFile);

        Assert.NotNull(await second.FindAsync("m", "a", Cancellation));
    }

    [Fact]
    public async Task The_file_and_what_belongs_to_it_are_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no mode there.");
        await using SqliteStore store = SqliteStore.Open(StoreFile);
        await SaveAsync(store, "a");

        string[] files = Directory.GetFiles(Path.GetDirectoryName(StoreFile)!);
        Assert.Equal(3, files.Length);
        Assert.All(files, static f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(f).UnixFileMode));
    }

    [Fact]
    public async Task It_keeps_a_log_so_that_reading_goes_on_beside_writing()
    {
        await using SqliteStore store = SqliteStore.Open(StoreFile);

        Assert.Equal("wal", Ask("PRAGMA journal_mode"));
        Assert.Equal("1", Ask("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_file_of_an_older_version_is_brought_forward_step_by_step()
    {
        await using (SqliteStore old = SqliteStore.Open(StoreFile)) await SaveAsync(old, "a");
        string[] steps = [.. SqliteSchema.Steps, "CREATE TABLE more (id TEXT)", "INSERT INTO more SELECT id FROM record"];
        await using SqliteStore store = SqliteStore.Open(StoreFile, steps);

        Assert.Equal($"{steps.Length}", Ask("PRAGMA user_version"));
        Assert.Equal("a", Ask("SELECT id FROM more"));
        Assert.NotNull(await store.FindAsync("m", "a", Cancellation));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_version_before_it()
    {
        await using (SqliteStore old = SqliteStore.Open(StoreFile)) await SaveAsync(old, "a");
        string[] steps = [.. SqliteSchema.Steps, "CREATE TABLE more (id TEXT)", "CREATE TABLE last (id TEXT); INSERT INTO nothing VALUES (1)"];

        Assert.Contains(StoreFile, Assert.Throws<StoreException>(() => SqliteStore.Open(StoreFile, steps)).Message, StringComparison.Ordinal);
        Assert.Equal("2", Ask("PRAGMA user_version"));
        Assert.Equal("0", Ask("SELECT count(*) FROM sqlite_master WHERE name = 'last'"));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_with_the_way_out()
    {
        string[] steps = [.. SqliteSchema.Steps, "CREATE TABLE more (id TEXT)"];
        await using (SqliteStore newer = SqliteStore.Open(StoreFile, steps)) await SaveAsync(newer, "a");

        string message = Assert.Throws<StoreException>(() => SqliteStore.Open(StoreFile)).Message;
        Assert.StartsWith($"The file '{StoreFile}' has version {steps.Length} of the store", message, StringComparison.Ordinal);
        Assert.Contains("update OpenCodeGen.Server, or name another file", message, StringComparison.Ordinal);
        await using SqliteStore still = SqliteStore.Open(StoreFile, steps);
        Assert.NotNull(await still.FindAsync("m", "a", Cancellation));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StoreFile)!);
        string text = string.Concat(Enumerable.Repeat("This is a diary. ", 1000));
        File.WriteAllText(StoreFile, text);

        string message = Assert.Throws<StoreException>(() => SqliteStore.Open(StoreFile)).Message;
        Assert.Contains($"'{StoreFile}' is no database", message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(StoreFile));
    }

    [Fact]
    public void A_database_of_something_else_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StoreFile)!);
        Ask("CREATE TABLE record (id TEXT)", SqliteOpenMode.ReadWriteCreate);
        byte[] before = File.ReadAllBytes(StoreFile);

        Assert.Contains("is a database of another program", Assert.Throws<StoreException>(() => SqliteStore.Open(StoreFile)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(StoreFile));
    }

    [Fact]
    public async Task A_file_that_is_broken_inside_says_so_when_that_is_read()
    {
        await using (SqliteStore store = SqliteStore.Open(StoreFile))
        {
            for (int i = 0; i < 50; i++) await SaveAsync(store, $"{i:D3}", 1000);
        }

        using (FileStream file = File.OpenWrite(StoreFile))
        {
            file.Position = 4096;
            while (file.Position < file.Length) file.WriteByte(0xA5);
        }

        StoreException error = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using SqliteStore broken = SqliteStore.Open(StoreFile);
            await broken.ListAsync("m", null, Cancellation);
        });
        Assert.Contains($"The file '{StoreFile}' is broken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_is_not_saved()
    {
        await using SqliteStore store = SqliteStore.Open(StoreFile);
        StoreChange put = new StoreChange.Put(new StoredRecord("m", "a", "", default));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.SaveAsync([put], new CancellationToken(canceled: true)).AsTask());
        Assert.Null(await store.FindAsync("m", "a", Cancellation));
    }

    [Fact]
    public async Task The_end_of_the_store_saves_what_was_to_be_saved_and_refuses_more()
    {
        SqliteStore store = SqliteStore.Open(StoreFile);
        Task[] saving = [.. Enumerable.Range(0, 50).Select(i => SaveAsync(store, $"{i:D3}"))];
        await store.DisposeAsync();
        await Task.WhenAll(saving);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => SaveAsync(store, "x"));
        await using SqliteStore again = SqliteStore.Open(StoreFile);
        Assert.Equal(50, (await again.ListAsync("m", null, Cancellation)).Count);
    }

    private static Task SaveAsync(SqliteStore store, string id, int length = 2)
        => store.SaveAsync([new StoreChange.Put(new StoredRecord("m", id, "", new byte[length]))], Cancellation).AsTask();

    private string? Ask(string sql, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = StoreFile, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // All of it is written in this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
