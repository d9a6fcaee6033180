using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenCode.Core.Credentials;

namespace OpenCode.Core.Options;

/// <summary>A client's options after everything was checked; nothing in them changes any more.</summary>
internal sealed class ClientSettings
{
    private readonly Dictionary<string, string> _defaults;

    private ClientSettings(ApiClientOptions options, ClientProfile profile)
    {
        Profile = profile;
        BaseUri = options.BaseUri!;
        Address = BaseUri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        Authorization = (options.Credentials as ApiCredential)?.Authorization;
        Credentials = Authorization is null ? options.Credentials : null;
        HttpClient = options.HttpClient;
        Budgets = options.Budgets;
        Retry = options.Retry;
        Streams = options.Streams;
        StrictDecoding = options.StrictDecoding;
        OnDrift = options.OnDrift;
        MaxResponseBytes = options.MaxResponseBytes ?? long.MaxValue;
        AllowCompression = options.AllowCompression ?? !BaseUri.IsLoopback;
        PooledConnectionLifetime = options.PooledConnectionLifetime;
        TimeProvider = options.TimeProvider;
        LoggerFactory = options.LoggerFactory;
        MeterFactory = options.MeterFactory;
        UserAgent = profile.Version is null ? profile.ProductName : $"{profile.ProductName}/{profile.Version}";
        _defaults = new(options.DefaultParameters, StringComparer.Ordinal);
    }

    public ClientProfile Profile { get; }

    public Uri BaseUri { get; }

    /// <summary>Scheme, host, port and path prefix without a slash at the end: every request's URL begins with it.</summary>
    public string Address { get; }

    public string UserAgent { get; }

    /// <summary>The value of the Authorization header; null when there is none, or when <see cref="Credentials"/> tell it.</summary>
    public string? Authorization { get; }

    /// <summary>Credentials that may change; null when they do not.</summary>
    public IApiCredentialProvider? Credentials { get; }

    public HttpClient? HttpClient { get; }

    public RequestBudgets Budgets { get; }

    public RetryOptions Retry { get; }

    public EventStreamOptions Streams { get; }

    public bool StrictDecoding { get; }

    public Action<ResponseDrift>? OnDrift { get; }

    public long MaxResponseBytes { get; }

    public bool AllowCompression { get; }

    public TimeSpan PooledConnectionLifetime { get; }

    public TimeProvider TimeProvider { get; }

    public ILoggerFactory? LoggerFactory { get; }

    public IMeterFactory? MeterFactory { get; }

    /// <summary>Checks the options and copies them.</summary>
    /// <param name="options">What the caller set.</param>
    /// <param name="profile">What the client is.</param>
    /// <exception cref="ArgumentException">A value cannot work; the message says which and what to do.</exception>
    public static ClientSettings Create(ApiClientOptions options, ClientProfile profile)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(profile);
        options.Validate();
        if (options.BaseUri is null)
            throw new ArgumentException($"{nameof(options.BaseUri)} is not set. Set it to the server's address, for example http://127.0.0.1:4096.");
        return new ClientSettings(options, profile);
    }

    /// <summary>The value of a parameter that a request leaves out; null for none.</summary>
    public string? GetDefault(string parameterName) => _defaults.Count == 0 ? null : _defaults.GetValueOrDefault(parameterName);

    /// <summary>What is thrown once the client is disposed; callers know it by its name.</summary>
    public ObjectDisposedException CreateDisposedException() => new(Profile.ClientName);
}
