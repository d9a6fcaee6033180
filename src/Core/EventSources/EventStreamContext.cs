using OpenCode.Core.Credentials;
using OpenCode.Core.Events;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;

namespace OpenCode.Core.EventSources;

/// <summary>One event stream as its request describes it.</summary>
/// <typeparam name="T">One event.</typeparam>
/// <param name="Operation">The operation.</param>
/// <param name="Url">The path and query of the request.</param>
/// <param name="Configuration">What this request does differently; null for nothing.</param>
/// <param name="Settings">The client's settings, for clock and limits.</param>
/// <param name="Observer">Hears what becomes of the stream.</param>
/// <param name="Subscriptions">Where a subscription is listed while it is read.</param>
/// <param name="Drifts">Told how events differ from what the stream's events are.</param>
/// <param name="CreateMask">Makes what hides the client's credential; it returns null when there is none.</param>
internal sealed record EventStreamContext<T>(
    Operation<T> Operation,
    string Url,
    RequestConfiguration? Configuration,
    ClientSettings Settings,
    ClientObserver Observer,
    SubscriptionRegistry Subscriptions,
    DriftReporter Drifts,
    Func<SecretMask?> CreateMask)
{
    /// <summary>Whether an event that differs from the document is an error.</summary>
    public bool IsStrict => Configuration?.StrictDecoding ?? Settings.StrictDecoding;
}
