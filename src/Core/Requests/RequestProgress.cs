using System.Net;
using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.Observing;

namespace OpenCode.Core.Requests;

/// <summary>What has become of a request so far, over all of its attempts.</summary>
internal sealed class RequestProgress
{
    private bool _mayHaveArrived;
    private Exception? _callersFailure;

    /// <summary>How many attempts have begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Whether the last attempt got as far as the transport: whatever failed before is nothing that a repeat would change.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Whether an attempt before the last one may have been carried out.</summary>
    public bool MayBeDone { get; private set; }

    /// <summary>Hears what becomes of the request; null when nobody does.</summary>
    public RequestObservation? Observation { get; set; }

    /// <summary>The credential of the last attempt; null when none came from the provider.</summary>
    public ApiCredential? Credential { get; set; }

    /// <summary>The credential that the next attempt uses without asking for one; null to ask.</summary>
    public ApiCredential? NextCredential { get; set; }

    /// <summary>An attempt begins.</summary>
    public void Begin() => Attempts++;

    /// <summary>An attempt failed.</summary>
    /// <param name="failure">How.</param>
    /// <param name="isSent">Whether the attempt got as far as the transport.</param>
    public void Failed(Exception failure, bool isSent)
    {
        // What the caller's own code throws is theirs, whatever type it has: nothing is added to it, and nothing is sent again for it.
        IsSent = isSent && !IsCallers(failure);
        _mayHaveArrived |= isSent && failure is not ApiConnectionException { IsAttemptUnsent: true };
        MayBeDone |= isSent && MayHaveBeenCarriedOut(failure);
    }

    /// <summary>Calls the caller's own code in the middle of a request. What it throws is remembered as theirs.</summary>
    public void Call<T>(Action<T> callback, T argument)
    {
        try
        {
            callback(argument);
        }
        catch (Exception e)
        {
            NoteCallers(e);
            throw;
        }
    }

    /// <summary>Remembers an exception as the caller's own.</summary>
    public void NoteCallers(Exception exception) => _callersFailure = exception;

    /// <summary>Whether an exception is the caller's own.</summary>
    public bool IsCallers(Exception exception) => ReferenceEquals(exception, _callersFailure);

    /// <summary>Whether the server refused the credential that the provider gave for the last attempt.</summary>
    public bool IsRefused(Exception failure) => Credential is not null && failure is ApiStatusException { Status: HttpStatusCode.Unauthorized };

    /// <summary>Adds to the last failure what callers read off it and what has to hold for all attempts.</summary>
    public void Complete(Exception exception)
    {
        if (IsCallers(exception)) return;
        if (exception is ApiException known) known.Attempts = Math.Max(Attempts, 1);
        if (exception is ApiConnectionException connection) connection.WasSentBefore = _mayHaveArrived;
    }

    // A response of the server itself tells that nothing was done; no response, or a gateway's, does not.
    private static bool MayHaveBeenCarriedOut(Exception failure) => failure switch
    {
        ApiConnectionException connection => !connection.IsAttemptUnsent,
        ApiStatusException error => error.Status is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout,
        _ => false,
    };
}
