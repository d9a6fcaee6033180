using OpenCode.Core.Options;

namespace OpenCode;

/// <summary>How a client reaches its OpenCode server and what it does with the responses.</summary>
/// <remarks>Checked when a client is constructed; a value that cannot work is refused there, by name.</remarks>
public sealed class OpenCodeClientOptions : ApiClientOptions
{
    /// <summary>The environment variable that tells the server's address when <see cref="ApiClientOptions.BaseUri"/> is null.</summary>
    public const string BaseUrlVariable = "OPENCODE_BASE_URL";

    /// <summary>The environment variable that tells the server's password when the options have no credentials.</summary>
    public const string PasswordVariable = "OPENCODE_SERVER_PASSWORD";

    /// <summary>The environment variable that tells the user name which goes with the password.</summary>
    public const string UserNameVariable = "OPENCODE_SERVER_USERNAME";

    private const string DirectoryParameter = "directory";
    private const string WorkspaceParameter = "workspace";

    internal static ServerAddressAdvice Advice { get; } = new()
    {
        Credentials = $"Remove them from the URI and set {nameof(UserName)} and {nameof(Password)}.",
        Parameters = $"Remove it; set the directory with {nameof(Directory)}.",
    };

    /// <summary>The address used when neither the options nor the environment name one: <c>http://127.0.0.1:4096</c>.</summary>
    public static Uri DefaultBaseUri { get; } = new("http://127.0.0.1:4096");

    /// <summary>
    /// The server's password, sent as basic authentication to the server only. When null: the environment variable
    /// <c>OPENCODE_SERVER_PASSWORD</c>. An empty string sends no credentials, whatever the environment says.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>The user name that goes with the password. When null: <c>OPENCODE_SERVER_USERNAME</c>, then <c>opencode</c>.</summary>
    public string? UserName { get; set; }

    /// <summary>The project directory on the server, sent with every operation that takes one, unless a request names another.</summary>
    public string? Directory
    {
        get => Get(DirectoryParameter);
        set => Set(DirectoryParameter, value);
    }

    /// <summary>The workspace on the server, sent with every operation that takes one, unless a request names another.</summary>
    public string? Workspace
    {
        get => Get(WorkspaceParameter);
        set => Set(WorkspaceParameter, value);
    }

    /// <summary>A copy in which the environment fills what is not set: address, password and user name.</summary>
    /// <param name="readVariable">Reads an environment variable, null when it is not set; null for the process's own environment.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException">An option or a variable has a value that cannot work; the message says which, and what to do.</exception>
    public OpenCodeClientOptions WithEnvironment(Func<string, string?>? readVariable = null)
    {
        Func<string, string?> read = readVariable ?? Environment.GetEnvironmentVariable;
        Validate();
        var copy = (OpenCodeClientOptions)Clone();
        copy.BaseUri ??= NotEmpty(read(BaseUrlVariable)) is { } address
            ? ServerAddress.Parse(address, $"The environment variable {BaseUrlVariable}", AddressAdvice)
            : DefaultBaseUri;
        if (copy.Credentials is null && (copy.Password ?? NotEmpty(read(PasswordVariable))) is { Length: > 0 } password)
        {
            string userName = copy.UserName ?? NotEmpty(read(UserNameVariable)) ?? OpenCodeCredential.DefaultUserName;
            if (userName.Contains(':', StringComparison.Ordinal))
                throw new ArgumentException($"{nameof(UserName)} contains a colon, which basic authentication cannot carry. Choose one without.");
            copy.Credentials = new OpenCodeCredential(password, userName);
        }

        // An empty password says that the environment was asked.
        copy.Password = copy.Credentials is null ? "" : null;
        copy.UserName = null;
        return copy;
    }

    /// <inheritdoc/>
    protected override ServerAddressAdvice AddressAdvice => Advice;

    /// <inheritdoc/>
    protected override void ValidateOwn()
    {
        if (Credentials is not null && (Password ?? UserName) is not null)
        {
            throw new ArgumentException($"{nameof(Credentials)} is set together with {(Password is null ? nameof(UserName) : nameof(Password))}. "
                + "Set one of them: credentials tell both user name and password.");
        }

        RefuseEmpty(Directory, nameof(Directory));
        RefuseEmpty(Workspace, nameof(Workspace));
    }

    /// <summary>Names the address and never the password.</summary>
    /// <returns>A string for logs.</returns>
    public override string ToString()
        => $"{nameof(OpenCodeClientOptions)} {{ BaseUri = {(BaseUri is null ? null : ServerAddress.Describe(BaseUri))}, Password = {ShownPassword}, Directory = {Directory} }}";

    private string ShownPassword => string.IsNullOrEmpty(Password) && Credentials is null ? "not set" : "***";

    private string? Get(string parameter) => DefaultParameters.TryGetValue(parameter, out string? value) ? value : null;

    private void Set(string parameter, string? value)
    {
        if (value is null) DefaultParameters.Remove(parameter);
        else DefaultParameters[parameter] = value;
    }

    private static void RefuseEmpty(string? value, string name)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value)) throw new ArgumentException($"{name} is empty. Leave it null for the server's own default.");
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
