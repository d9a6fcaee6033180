using System.Collections.Concurrent;
using System.Net;
using System.Text;
using OpenCode.Core.Credentials;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.Observing;

/// <summary>Passes on each distinct difference between responses and spec once per client.</summary>
/// <param name="receiver">The caller's own; null for none.</param>
/// <param name="observer">Hears of it too.</param>
/// <param name="mask">Hides the client's credential in names that the server gave.</param>
internal sealed class DriftReporter(Action<ResponseDrift>? receiver, ClientObserver observer, Func<SecretMask?> mask)
{
    // Map keys are part of pointers, so a long-lived client could see new ones for ever.
    private const int MostDrifts = 4096;

    private readonly ConcurrentDictionary<(string OperationId, string Pointer, JsonDriftKind Kind, HttpStatusCode? Status), bool> _seen = new();

    /// <summary>Reports differences. What the caller's receiver of them throws passes as it is.</summary>
    /// <param name="operation">The operation whose response differs.</param>
    /// <param name="drifts">The differences.</param>
    /// <param name="errorStatus">The status of an error whose body it is; null for a success or an event.</param>
    public void Report(Operation operation, IReadOnlyList<JsonDrift> drifts, HttpStatusCode? errorStatus = null)
    {
        if (receiver is null && observer == ClientObserver.None) return;
        foreach (JsonDrift drift in drifts)
        {
            string pointer = WithoutIndexes(drift.Pointer);
            if (_seen.Count >= MostDrifts || !_seen.TryAdd((operation.Id, pointer, drift.Kind, errorStatus), true)) continue;

            // The observer first: what the receiver throws fails the request.
            var found = new ResponseDrift(operation.Id, mask()?.Apply(pointer) ?? pointer, drift.Kind, drift.Expected, drift.Found) { Status = errorStatus };
            observer.DriftFound(found);
            receiver?.Invoke(found);
        }
    }

    private static string WithoutIndexes(string pointer)
    {
        if (!pointer.AsSpan().ContainsAnyInRange('0', '9')) return pointer;
        var text = new StringBuilder(pointer.Length);
        foreach (Range segment in pointer.AsSpan(1).Split('/'))
        {
            ReadOnlySpan<char> name = pointer.AsSpan(1)[segment];
            bool isIndex = name.Length > 0 && !name.ContainsAnyExceptInRange('0', '9');
            text.Append('/').Append(isIndex ? "*" : name);
        }

        return text.ToString();
    }
}
