using OpenCode.Server.PostgreSql;
using OpenCode.Server.Storage;
using OpenCode.Server.Tests.PostgreSql;
using Xunit;

namespace OpenCode.Server.Tests.Storage;

/// <summary>The stores that are to behave alike.</summary>
public static class StoreKinds
{
    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> All => ["memory", "sqlite", "postgresql"];

    /// <summary>Opens a store that is empty.</summary>
    /// <param name="kind">Its name.</param>
    /// <param name="folder">A folder for what it makes.</param>
    public static async Task<IServerStore> OpenAsync(string kind, string folder)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        return kind switch
        {
            "memory" => new InMemoryStore(),
            "sqlite" => SqliteStore.Open(Path.Combine(folder, "store.db")),
            _ => await PostgreSqlStore.OpenAsync(await PostgreSqlCluster.CreateDatabaseAsync(cancellation), cancellation),
        };
    }
}
