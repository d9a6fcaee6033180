using System.Text.Json;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Servers;

/// <summary>
/// Notes what a verification makes on a server that somebody else started, by the server's own answers, and removes it. What others make
/// meanwhile does not pass here, and stays.
/// </summary>
internal sealed class MadeThings : ITrafficReceiver
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    // Where an answer has the id of what was made, and how that is removed. With the client's own methods, which name the folder that it is in.
    private static readonly Dictionary<string, (string Pointer, Removal Remove)> _kinds = new()
    {
        ["session.create"] = ("id", static (client, id, token) => client.Session[id].DeleteAsync(cancellationToken: token)),
        ["session.fork"] = ("id", static (client, id, token) => client.Session[id].DeleteAsync(cancellationToken: token)),
        ["v2.session.create"] = ("data.id", static (client, id, token) => client.Session[id].DeleteAsync(cancellationToken: token)),
        ["pty.create"] = ("id", static (client, id, token) => client.Pty[id].DeleteAsync(cancellationToken: token)),
        ["v2.pty.create"] = ("data.id", static (client, id, token) => client.Api.Pty[id].DeleteAsync(cancellationToken: token)),
        ["worktree.create"] =
            ("directory", static (client, folder, token) => client.Experimental.Worktree.DeleteAsync(new() { Directory = folder }, cancellationToken: token)),
        ["experimental.workspace.create"] = ("id", static (client, id, token) => client.Experimental.Workspace[id].DeleteAsync(cancellationToken: token)),
    };

    private readonly Lock _lock = new();
    private readonly List<(string Id, Removal Remove)> _things = [];

    private delegate Task Removal(OpenCodeClient client, string id, CancellationToken cancellationToken);

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _things.Count;
        }
    }

    public void Add(RecordedExchange exchange)
    {
        if (exchange is not { Status: >= 200 and < 300, Body: { IsEmpty: false } body }) return;
        if (RouteTable.Catalog.Find(exchange.Method, exchange.Path) is not { } operation || !_kinds.TryGetValue(operation.Id, out var kind)) return;
        if (IdIn(body, kind.Pointer) is not { } id) return;
        lock (_lock) _things.Add((id, kind.Remove));
    }

    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
    }

    /// <summary>Removes everything, the newest first. It goes on where something is gone already.</summary>
    /// <param name="client">Reaches the server.</param>
    /// <returns>How many things may still be there, because the server did not answer.</returns>
    public async Task<int> RemoveAsync(OpenCodeClient client)
    {
        (string Id, Removal Remove)[] things;
        lock (_lock) things = [.. _things.Distinct().Reverse()];
        using var limit = new CancellationTokenSource(_limit);
        for (int i = 0; i < things.Length; i++)
        {
            try
            {
                await things[i].Remove(client, things[i].Id, limit.Token);
            }
            catch (ApiConnectionException)
            {
                return things.Length - i;
            }
            catch (Exception exception) when (exception is OperationCanceledException or ApiTimeoutException)
            {
                if (limit.IsCancellationRequested) return things.Length - i;
            }
            catch (ApiException)
            {
            }
        }

        return 0;
    }

    private static string? IdIn(ReadOnlyMemory<byte> body, string pointer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement element = document.RootElement;
            foreach (string name in pointer.Split('.'))
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
            }

            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
