using System.Net.Http.Headers;
using System.Text;

namespace OpenCode.Verification.Broker;

/// <summary>What a Pact Broker is told about who asks. It can be put in, and nothing gives it out again.</summary>
public sealed class BrokerCredential
{
    /// <summary>The environment variable with a bearer token.</summary>
    public const string TokenVariable = "PACT_BROKER_TOKEN";

    /// <summary>The environment variable with a user name, for basic authentication.</summary>
    public const string UserNameVariable = "PACT_BROKER_USERNAME";

    /// <summary>The environment variable with the password that belongs to it.</summary>
    public const string PasswordVariable = "PACT_BROKER_PASSWORD";

    private BrokerCredential(AuthenticationHeaderValue header) => Header = header;

    internal AuthenticationHeaderValue Header { get; }

    /// <summary>A bearer token.</summary>
    /// <param name="token">The token; white space around it is left out.</param>
    public static BrokerCredential Bearer(string token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        if (!FitsHeader(token)) throw new ArgumentException("The token holds something else than printable ASCII, which no header can carry.", nameof(token));
        return new BrokerCredential(new AuthenticationHeaderValue("Bearer", token.Trim()));
    }

    /// <summary>A user name and a password.</summary>
    /// <param name="userName">The user name, without a colon.</param>
    /// <param name="password">The password.</param>
    public static BrokerCredential Basic(string userName, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(userName);
        ArgumentNullException.ThrowIfNull(password);
        if (userName.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("The user name contains a colon, which basic authentication cannot carry.", nameof(userName));
        return new BrokerCredential(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"))));
    }

    /// <summary>What the environment says: <see cref="TokenVariable"/>, or <see cref="UserNameVariable"/> and <see cref="PasswordVariable"/>.</summary>
    /// <param name="read">Reads a variable; null for the process's own.</param>
    /// <returns>The credential; null when no variable is set.</returns>
    /// <exception cref="FormatException">They are set in a way that leaves open who asks; the message says which are.</exception>
    public static BrokerCredential? FromEnvironment(Func<string, string?>? read = null)
    {
        read ??= Environment.GetEnvironmentVariable;
        string? token = NullIfEmpty(read(TokenVariable));
        string? userName = NullIfEmpty(read(UserNameVariable));
        string? password = NullIfEmpty(read(PasswordVariable));
        if (token is not null && (userName ?? password) is not null)
            throw new FormatException($"{TokenVariable} and {UserNameVariable} or {PasswordVariable} are set; a broker takes one or the other.");
        if (userName is null != password is null)
        {
            throw new FormatException(
                $"{(userName is null ? PasswordVariable : UserNameVariable)} is set without {(userName is null ? UserNameVariable : PasswordVariable)}.");
        }

        if (userName?.Contains(':', StringComparison.Ordinal) == true)
            throw new FormatException($"{UserNameVariable} contains a colon, which basic authentication cannot carry.");
        if (token is not null && !FitsHeader(token))
            throw new FormatException($"{TokenVariable} holds something else than printable ASCII, such as a line break, which no header can carry.");
        return token is not null ? Bearer(token) : userName is not null ? Basic(userName, password!) : null;
    }

    /// <summary>The scheme only.</summary>
    public override string ToString() => $"{Header.Scheme} (hidden)";

    private static bool FitsHeader(string token) => token.Trim().All(static c => c is > ' ' and < '\x7F');

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
