namespace OpenCode.Core;

/// <summary>A client's options after the environment filled the gaps and everything was checked.</summary>
internal sealed class ClientSettings
{
    public const string BaseUrlVariable = "OPENCODE_BASE_URL";
    public const string PasswordVariable = "OPENCODE_SERVER_PASSWORD";
    public const string UserNameVariable = "OPENCODE_SERVER_USERNAME";

    private const string Unshown = " (it is not shown here, because any part of it may be a secret)";

    private ClientSettings(OpenCodeClientOptions options, Uri baseUri, string? authorization)
    {
        BaseUri = baseUri;
        Address = baseUri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        Authorization = authorization;
        Credentials = options.Credentials;
        Directory = options.Directory;
        Workspace = options.Workspace;
        HttpClient = options.HttpClient;
        Budgets = options.Budgets;
        Retry = options.Retry;
        Streams = options.Streams;
        StrictDecoding = options.StrictDecoding;
        OnDrift = options.OnDrift;
        MaxResponseBytes = options.MaxResponseBytes ?? long.MaxValue;
        AllowCompression = options.AllowCompression ?? !baseUri.IsLoopback;
        PooledConnectionLifetime = options.PooledConnectionLifetime;
        TimeProvider = options.TimeProvider;
    }

    public Uri BaseUri { get; }

    /// <summary>Scheme, host, port and path prefix without a slash at the end: every request's URL begins with it.</summary>
    public string Address { get; }

    /// <summary>The value of the Authorization header; null when there is no password, or when <see cref="Credentials"/> tell it.</summary>
    public string? Authorization { get; }

    public IOpenCodeCredentialProvider? Credentials { get; }

    public string? Directory { get; }

    public string? Workspace { get; }

    public HttpClient? HttpClient { get; }

    public RequestBudgets Budgets { get; }

    public RetryOptions Retry { get; }

    public EventStreamOptions Streams { get; }

    public bool StrictDecoding { get; }

    public Action<OpenCodeDrift>? OnDrift { get; }

    public long MaxResponseBytes { get; }

    public bool AllowCompression { get; }

    public TimeSpan PooledConnectionLifetime { get; }

    public TimeProvider TimeProvider { get; }

    /// <summary>Fills the gaps of the options and checks them.</summary>
    /// <param name="options">What the caller set.</param>
    /// <param name="environment">Reads an environment variable; null when it is not set.</param>
    /// <exception cref="ArgumentException">A value cannot work; the message says which and what to do.</exception>
    public static ClientSettings Resolve(OpenCodeClientOptions options, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        Check(options);
        return new ClientSettings(options, ResolveBaseUri(options.BaseUri, environment), ResolveAuthorization(options, environment));
    }

    private static string? ResolveAuthorization(OpenCodeClientOptions options, Func<string, string?> environment)
    {
        if (options.Credentials is not null)
            return null;
        string? password = options.Password ?? NotEmpty(environment(PasswordVariable));
        if (string.IsNullOrEmpty(password))
            return null;
        string userName = options.UserName ?? NotEmpty(environment(UserNameVariable)) ?? OpenCodeCredential.DefaultUserName;
        if (userName.Contains(':', StringComparison.Ordinal))
            throw Refused($"{nameof(OpenCodeClientOptions.UserName)} contains a colon, which basic authentication cannot carry. Choose one without.");
        return new OpenCodeCredential(password, userName).Authorization;
    }

    private static Uri ResolveBaseUri(Uri? chosen, Func<string, string?> environment)
    {
        if (chosen is not null)
            return CheckBaseUri(chosen, nameof(OpenCodeClientOptions.BaseUri));
        if (NotEmpty(environment(BaseUrlVariable)) is not { } text)
            return OpenCodeClientOptions.DefaultBaseUri;
        const string Source = $"The environment variable {BaseUrlVariable}";
        return Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out Uri? uri)
            ? CheckBaseUri(uri, Source)
            : throw Refused($"{Source} is not a URI{Unshown}. Write scheme, host and port, for example http://127.0.0.1:4096.");
    }

    private static Uri CheckBaseUri(Uri uri, string source)
    {
        if (!uri.IsAbsoluteUri)
            throw Refused($"{source} is not an absolute URI{Unshown}. Write it like http://127.0.0.1:4096.");

        if (uri.UserInfo.Length > 0)
        {
            throw Refused($"{source} holds a user name or a password. Remove them from the URI and set "
                + $"{nameof(OpenCodeClientOptions.UserName)} and {nameof(OpenCodeClientOptions.Password)}.");
        }

        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        {
            // Without two slashes the part before the colon need not be a scheme, but may be a host or a password.
            string what = ShownAddress.Of(uri) is { } shown ? $"is \"{shown}\", whose scheme is neither http nor https" : $"begins with neither http:// nor https://{Unshown}";
            throw Refused($"{source} {what}. Use http or https, for example http://127.0.0.1:4096.");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw Refused($"{source} has a query or a fragment. Remove it; set the directory with {nameof(OpenCodeClientOptions.Directory)}.");
        return uri;
    }

    private static void Check(OpenCodeClientOptions options)
    {
        if (options.Budgets is null)
            throw Refused($"{nameof(options.Budgets)} is null. Leave it out, or use {nameof(RequestBudgets)}.{nameof(RequestBudgets.Unlimited)}.");
        if (options.TimeProvider is null)
            throw Refused($"{nameof(options.TimeProvider)} is null. Leave it out for the system clock.");
        if (options.Streams is null)
            throw Refused($"{nameof(options.Streams)} is null. Leave it out for the defaults.");
        if (options.Retry is null)
            throw Refused($"{nameof(options.Retry)} is null. Leave it out, or use {nameof(RetryOptions)}.{nameof(RetryOptions.None)}.");
        if (options.Credentials is not null && (options.Password ?? options.UserName) is not null)
        {
            throw Refused($"{nameof(options.Credentials)} is set together with {(options.Password is null ? nameof(options.UserName) : nameof(options.Password))}. "
                + "Set one of them: a provider tells both user name and password.");
        }

        options.Budgets.Validate(nameof(options));
        options.Retry.Validate(nameof(options));
        options.Streams.Validate(nameof(options));
        if (options.MaxResponseBytes is <= 0)
            throw Refused($"{nameof(options.MaxResponseBytes)} is {options.MaxResponseBytes}, but must be positive. Use null for no limit.");
        if (options.PooledConnectionLifetime <= TimeSpan.Zero && options.PooledConnectionLifetime != Timeout.InfiniteTimeSpan)
        {
            throw Refused($"{nameof(options.PooledConnectionLifetime)} is {options.PooledConnectionLifetime}, but must be positive. "
                + "Use Timeout.InfiniteTimeSpan to keep connections.");
        }

        RefuseEmpty(options.Directory, nameof(options.Directory));
        RefuseEmpty(options.Workspace, nameof(options.Workspace));
    }

    private static void RefuseEmpty(string? value, string name)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
            throw Refused($"{name} is empty. Leave it null for the server's own default.");
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static ArgumentException Refused(string message) => new(message);
}
