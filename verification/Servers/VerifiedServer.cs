using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Contract.States;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Recording;

namespace OpenCode.Verification.Servers;

/// <summary>A server with what a verification needs around it: states, and a proxy that records.</summary>
internal abstract class VerifiedServer : IAsyncDisposable
{
    /// <summary>No request to a server takes longer, or it counts as unanswered.</summary>
    public static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(30);

    private readonly Stack<IAsyncDisposable> _parts = [];

    /// <summary>Where it listens.</summary>
    public abstract Uri BaseUri { get; }

    /// <summary>The folder of its project, as it calls it.</summary>
    public abstract string Directory { get; }

    /// <summary>Stands between the core and the server, and records.</summary>
    public RecordingProxy Proxy { get; protected set; } = null!;

    public StateServer States { get; protected set; } = null!;

    /// <summary>Goes past the recording proxy, and forgives differences.</summary>
    public OpenCodeClient Client { get; protected set; } = null!;

    /// <summary>What a request needs to be let in, and to be led to the project.</summary>
    public abstract IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Whether a request without a password is refused.</summary>
    public virtual bool RefusesStrangers => true;

    /// <summary>A folder that is not there; null where none is to be asked for.</summary>
    public virtual string? MissingFolder => null;

    protected abstract (string UserName, string Password) Credentials { get; }

    /// <summary>A client for the server, straight or through a proxy.</summary>
    public OpenCodeClient Connect(Uri address) => new(new OpenCodeClientOptions
    {
        BaseUri = address,
        Directory = Directory,
        UserName = Credentials.Password.Length == 0 ? null : Credentials.UserName,
        Password = Credentials.Password,
        Budgets = new RequestBudgets { Total = RequestLimit },
    });

    /// <summary>What the server says it offers.</summary>
    public abstract Task<OfferedOperations> ReadOfferedAsync(CancellationToken cancellationToken);

    /// <summary>Does something that is of no worth when the server ends meanwhile.</summary>
    public abstract Task<T> WhileItLastsAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken);

    /// <summary>Why nothing is asked of an operation; null when it may be asked.</summary>
    public virtual string? WhyNot(Operation operation) => null;

    /// <summary>Why an interaction is not tried; null when it is.</summary>
    public virtual string? WhyNot(PactInteraction interaction) => null;

    /// <summary>Makes a folder that is no repository, and whose settings say little; null where none can be made.</summary>
    public virtual string? MakePlainFolder() => null;

    /// <summary>Makes a session; null where the server does not.</summary>
    public async Task<string?> TryMakeSessionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Client.Session.PostAsync(new(), cancellationToken: cancellationToken)).Id;
        }
        catch (ApiException)
        {
            return null;
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        while (_parts.TryPop(out IAsyncDisposable? part)) await part.DisposeAsync();
    }

    protected T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
