using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCode.Ctl.Store;

/// <summary>The passwords of servers, apart from the store, in a file that only this user can read.</summary>
/// <param name="folder">Where.</param>
/// <param name="time">The clock.</param>
internal sealed class SecretStore(DataFolder folder, TimeProvider time)
{
    private const int Bytes = 24;

    public static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The password of a server; null when it has none.</summary>
    public string? Find(string id) => Read()[id] is JsonValue value && value.TryGetValue(out string? password) ? password : null;

    public Task PutAsync(string id, string password, CancellationToken cancellationToken) => ChangeAsync(j => j[id] = password, cancellationToken);

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
        => Read().ContainsKey(id) ? ChangeAsync(j => j.Remove(id), cancellationToken) : Task.CompletedTask;

    private async Task ChangeAsync(Action<JsonObject> change, CancellationToken cancellationToken)
    {
        DataFolder.MakePrivate(folder.Root);
        using IDisposable locked = await StoreLock.TakeAsync(folder.LockFile, time, cancellationToken);
        WholeFile.RemoveUnfinished(folder.SecretsFile);
        JsonObject secrets = Read();
        change(secrets);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream)) secrets.WriteTo(writer);
        WholeFile.Write(folder.SecretsFile, stream.ToArray());
    }

    private JsonObject Read()
    {
        if (!File.Exists(folder.SecretsFile)) return [];
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(folder.SecretsFile)) as JsonObject ?? [];
        }
        catch (JsonException exception)
        {
            // Its text is left out: it is full of passwords.
            throw new StoreException($"'{folder.SecretsFile}' is not JSON; correct it, or delete it and start the servers again.", exception);
        }
    }
}
