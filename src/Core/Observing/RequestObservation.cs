namespace OpenCode.Core.Observing;

/// <summary>Hears what becomes of one request: its attempts, the waits between them, its end.</summary>
internal abstract class RequestObservation
{
    /// <summary>A message is about to be sent. Headers may still be added to it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="attempt">1 for the first one.</param>
    public abstract void AttemptStarting(HttpRequestMessage message, int attempt);

    /// <summary>The headers of a response arrived, whatever its status.</summary>
    public abstract void AttemptResponded(HttpResponseMessage response);

    /// <summary>An attempt failed: no response, an error status, or a body that broke off.</summary>
    public abstract void AttemptFailed(Exception exception);

    /// <summary>The request will be sent again.</summary>
    /// <param name="nextAttempt">The number of the attempt to come, at least 2.</param>
    /// <param name="delay">How long it waits first.</param>
    /// <param name="reason">Why the last attempt failed.</param>
    public abstract void Waiting(int nextAttempt, TimeSpan delay, Exception reason);

    /// <summary>The request is over.</summary>
    /// <param name="exception">What its caller gets to see; null after a success.</param>
    public abstract void Ended(Exception? exception);
}
