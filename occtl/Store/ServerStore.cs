namespace OpenCode.Ctl.Store;

/// <summary>The servers that are known, in a file that several commands change at the same time.</summary>
/// <param name="folder">Where.</param>
/// <param name="time">The clock.</param>
/// <param name="warn">Is told what the user should know.</param>
internal sealed class ServerStore(DataFolder folder, TimeProvider time, Action<string> warn)
{
    /// <summary>Reads the store, which may be changed by others a moment later.</summary>
    public async Task<StoreDocument> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.StoreFile)) return StoreDocument.Empty();
        if (StoreDocument.TryParse(await File.ReadAllBytesAsync(folder.StoreFile, cancellationToken)) is { } document) return document;

        // Nobody else may be looking at the same broken file.
        return await ChangeAsync(static d => d, cancellationToken);
    }

    /// <summary>Changes the store while nobody else does.</summary>
    /// <param name="change">What to do; quick, and without waiting for anything.</param>
    /// <param name="cancellationToken">Ends the waiting for others.</param>
    public async Task<T> ChangeAsync<T>(Func<StoreDocument, T> change, CancellationToken cancellationToken)
    {
        DataFolder.MakePrivate(folder.Root);
        Prepare();
        using IDisposable locked = await StoreLock.TakeAsync(folder.LockFile, time, cancellationToken);
        WholeFile.RemoveUnfinished(folder.StoreFile);
        byte[]? before = File.Exists(folder.StoreFile) ? await File.ReadAllBytesAsync(folder.StoreFile, CancellationToken.None) : null;
        StoreDocument document = before is null ? StoreDocument.Empty() : StoreDocument.TryParse(before) ?? Rescue();
        T result = change(document);
        byte[] after = document.ToUtf8();
        if (before is null || !before.AsSpan().SequenceEqual(after)) WholeFile.Write(folder.StoreFile, after);
        return result;
    }

    /// <summary>The same, without a result.</summary>
    public Task ChangeAsync(Action<StoreDocument> change, CancellationToken cancellationToken) => ChangeAsync(
        document =>
        {
            change(document);
            return true;
        },
        cancellationToken);

    // The code that reads and writes it is compiled the first time. That is done before others have to wait for the lock; how long it takes on a busy machine
    // was not measured.
    private static void Prepare() => StoreDocument.TryParse(StoreDocument.Empty().ToUtf8())?.ToUtf8();

    // What stands in it may be all that somebody has: it is never overwritten. Running servers are found by their folders.
    private StoreDocument Rescue()
    {
        string aside = $"{folder.StoreFile}.unreadable-{time.GetUtcNow():yyyyMMdd-HHmmss-fff}";
        File.Move(folder.StoreFile, aside);
        StoreDocument document = StoreDocument.Empty();
        int found = 0;
        foreach (ServerEntry entry in EntryCopy.ReadAll(folder))
        {
            document.Put(entry);
            found++;
        }

        warn($"The store could not be read and is kept as '{aside}'; a new one was begun with {(found == 1 ? "the one server" : $"the {found} servers")} of '{folder.ServersFolder}'.");
        return document;
    }
}
