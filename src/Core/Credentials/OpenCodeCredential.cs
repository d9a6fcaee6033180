using System.Text;

namespace OpenCode;

/// <summary>A user name and a password. The password can be put in, and nothing gives it out again.</summary>
/// <remarks>Keep an instance for as long as it is valid: what is sent is computed once for each.</remarks>
public sealed class OpenCodeCredential : IEquatable<OpenCodeCredential>
{
    /// <summary>The user name that OpenCode expects unless it is told another: <c>opencode</c>.</summary>
    public const string DefaultUserName = "opencode";

    private readonly string _password;

    /// <summary>Creates a credential.</summary>
    /// <param name="password">The server's password.</param>
    /// <param name="userName">The user name; <c>opencode</c> by default.</param>
    /// <exception cref="ArgumentException">The password is empty, or the user name contains a colon, which basic authentication cannot carry.</exception>
    public OpenCodeCredential(string password, string userName = DefaultUserName)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        ArgumentNullException.ThrowIfNull(userName);
        if (userName.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("The user name contains a colon, which basic authentication cannot carry. Choose one without.", nameof(userName));
        UserName = userName;
        _password = password;
        Authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"));
    }

    /// <summary>The user name.</summary>
    public string UserName { get; }

    /// <summary>The value of the Authorization header.</summary>
    internal string Authorization { get; }

    /// <inheritdoc/>
    public bool Equals(OpenCodeCredential? other)
        => ReferenceEquals(this, other) || (other is not null && UserName == other.UserName && _password == other._password);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OpenCodeCredential);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(UserName, _password);

    /// <summary>Names the user, and never the password.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{nameof(OpenCodeCredential)} {{ {nameof(UserName)} = {UserName}, Password = *** }}";
}
