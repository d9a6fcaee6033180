using OpenCode.Server.Storage;
using Xunit;

namespace OpenCode.Server.Tests.Storage;

/// <summary>The stores that are to behave alike.</summary>
public static class StoreKinds
{
    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> All => ["memory", "sqlite"];

    /// <summary>Opens a store that is empty.</summary>
    /// <param name="kind">Its name.</param>
    /// <param name="folder">A folder for what it makes.</param>
    public static async Task<IServerStore> OpenAsync(string kind, string folder)
    {
        await Task.Yield();
        return kind switch
        {
            "memory" => new InMemoryStore(),
            _ => SqliteStore.Open(Path.Combine(folder, "store.db")),
        };
    }
}
