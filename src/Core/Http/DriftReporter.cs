using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace OpenCode.Core;

/// <summary>Passes on each distinct difference between answers and spec once per client.</summary>
/// <param name="receiver">The caller's own; null for none.</param>
/// <param name="observer">Hears of it too.</param>
/// <param name="mask">Hides the client's credential in names that the server gave.</param>
internal sealed class DriftReporter(Action<OpenCodeDrift>? receiver, ClientObserver observer, Func<SecretMask?> mask)
{
    // Map keys are part of pointers, so a long-lived client could see new ones for ever.
    private const int MostDrifts = 4096;

    private readonly ConcurrentDictionary<(string OperationId, string Pointer, JsonDriftKind Kind, HttpStatusCode? Status), bool> _seen = new();

    public void Report(Operation operation, IReadOnlyList<JsonDrift> drifts, HttpStatusCode? errorStatus)
    {
        if (receiver is null && observer == ClientObserver.None)
            return;
        foreach (JsonDrift drift in drifts)
        {
            string pointer = WithoutIndexes(drift.Pointer);
            if (_seen.Count >= MostDrifts || !_seen.TryAdd((operation.Id, pointer, drift.Kind, errorStatus), true))
                continue;

            // The observer first: what the receiver throws fails the request.
            var found = new OpenCodeDrift(operation.Id, mask()?.Apply(pointer) ?? pointer, drift.Kind, drift.Expected, drift.Found) { Status = errorStatus };
            observer.DriftFound(found);
            receiver?.Invoke(found);
        }
    }

    private static string WithoutIndexes(string pointer)
    {
        if (!pointer.AsSpan().ContainsAnyInRange('0', '9'))
            return pointer;
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
