using System.Text;
using OpenCode.Server.Storage;
using Xunit;

namespace OpenCode.Server.Tests.Storage;

/// <summary>What every store does.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;

    public static TheoryData<string> Kinds => StoreKinds.All;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_put_is_found_as_it_was(string kind)
    {
        await using IServerStore store = await StoreKinds.OpenAsync(kind, _folder);
        await SaveAsync(store, Put("message", "msg_1", "ses_1", """{"text":"“ä”\u0000"}"""), Put("part", "msg_1", "", ""));

        Assert.Equal("message/msg_1/ses_1/" + """{"text":"“ä”\u0000"}""", Text(await store.FindAsync("message", "msg_1", Cancellation)));
        Assert.Equal("part/msg_1//", Text(await store.FindAsync("part", "msg_1", Cancellation)));
        Assert.Null(await store.FindAsync("message", "msg_2", Cancellation));
        Assert.Null(await store.FindAsync("session", "msg_1", Cancellation));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_is_in_ordinal_order_and_of_one_kind_and_parent(string kind)
    {
        await using IServerStore store = await StoreKinds.OpenAsync(kind, _folder);
        await SaveAsync(store, Put("m", "b", "1"), Put("m", "B", "1"), Put("m", "a_", "2"), Put("m", "aa", "1"), Put("m", "a", "1"), Put("n", "c", "1"));
        await SaveAsync(store, Put("m", "a-", "1"));

        Assert.Equal("B a a- a_ aa b", Ids(await store.ListAsync("m", null, Cancellation)));
        Assert.Equal("B a a- aa b", Ids(await store.ListAsync("m", "1", Cancellation)));
        Assert.Equal("", Ids(await store.ListAsync("m", "", Cancellation)));
        Assert.Equal("", Ids(await store.ListAsync("x", null, Cancellation)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_page_begins_after_an_id_that_need_not_be_there(string kind)
    {
        await using IServerStore store = await StoreKinds.OpenAsync(kind, _folder);
        await SaveAsync(store, [.. "acegi".Select(c => Put("m", $"{c}", "1")), Put("m", "d", "2")]);

        Assert.Equal("a c", Ids(await store.ListAfterAsync("m", "1", null, 2, Cancellation)));
        Assert.Equal("e g", Ids(await store.ListAfterAsync("m", "1", "c", 2, Cancellation)));
        Assert.Equal("c e g i", Ids(await store.ListAfterAsync("m", "1", "b", 100, Cancellation)));
        Assert.Equal("", Ids(await store.ListAfterAsync("m", "1", "i", 100, Cancellation)));
        Assert.Equal("", Ids(await store.ListAfterAsync("m", "1", "z", 100, Cancellation)));
        Assert.Equal("", Ids(await store.ListAfterAsync("m", "3", null, 100, Cancellation)));
        Assert.Equal("i", (await store.FindLastAsync("m", "1", Cancellation))?.Id);
        Assert.Null(await store.FindLastAsync("m", "3", Cancellation));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_put_again_is_replaced_and_may_have_another_parent(string kind)
    {
        await using IServerStore store = await StoreKinds.OpenAsync(kind, _folder);
        await SaveAsync(store, Put("m", "a", "1", "1"), Put("m", "a", "1", "2"));
        await SaveAsync(store, Put("m", "a", "2", "3"));

        Assert.Equal("m/a/2/3", Text(await store.FindAsync("m", "a", Cancellation)));
        Assert.Empty(await store.ListAsync("m", "1", Cancellation));
        Assert.Equal("a", Ids(await store.ListAsync("m", "2", Cancellation)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_removed_is_gone_and_what_is_not_there_may_be_removed(string kind)
    {
        await using IServerStore store = await StoreKinds.OpenAsync(kind, _folder);
        await SaveAsync(store, Put("m", "a", "1"), Put("m", "b", "1"), Put("m", "c", "2"), Put("n", "a", "1"));
        await SaveAsync(store, new StoreChange.Remove("m", "a"), new StoreChange.Remove("m", "x"), new StoreChange.RemoveBelow("m", "3"));
        Assert.Equal("b c", Ids(await store.ListAsync("m", null, Cancellation)));

        await SaveAsync(store, new StoreChange.RemoveBelow("m", "1"), Put("m", "d", "1"));

        Assert.Equal("c d", Ids(await store.ListAsync("m", null, Cancellation)));
        Assert.Equal("d", Ids(await store.ListAsync("m", "1", Cancellation)));
        Assert.Equal("a", Ids(await store.ListAsync("n", "1", Cancellation)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Many_may_save_at_once(string kind)
    {
        await using IServerStore store = await StoreKinds.OpenAsync(kind, _folder);
        await Parallel.ForAsync(0, 400, Cancellation, async (i, _) =>
        {
            await SaveAsync(store, Put("m", $"{i:D4}", $"{i % 7}"), Put("n", $"{i:D4}", ""));
            Assert.NotNull(await store.FindAsync("m", $"{i:D4}", Cancellation));
        });

        Assert.Equal(Enumerable.Range(0, 400).Select(static i => $"{i:D4}"), (await store.ListAsync("n", null, Cancellation)).Select(static r => r.Id));
        Assert.Equal(57, (await store.ListAsync("m", "6", Cancellation)).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Changes_are_made_all_or_none(string kind)
    {
        await using IServerStore store = await StoreKinds.OpenAsync(kind, _folder);

        // Others that are saved at the same time do not suffer.
        Task good = SaveAsync(store, Put("m", "b", "1"));
        await Assert.ThrowsAnyAsync<Exception>(() => SaveAsync(store, Put("m", "a", "1"), Put("m", null!, "1")));
        await good;

        Assert.Equal("b", Ids(await store.ListAsync("m", null, Cancellation)));
    }

    private static StoreChange.Put Put(string kind, string id, string parent, string json = "{}")
        => new(new StoredRecord(kind, id, parent, Encoding.UTF8.GetBytes(json)));

    private static Task SaveAsync(IServerStore store, params StoreChange[] changes) => store.SaveAsync(changes, Cancellation).AsTask();

    private static string Ids(IReadOnlyList<StoredRecord> records) => string.Join(' ', records.Select(static r => r.Id));

    private static string? Text(StoredRecord? record)
        => record is null ? null : $"{record.Kind}/{record.Id}/{record.Parent}/{Encoding.UTF8.GetString(record.Json.Span)}";
}
