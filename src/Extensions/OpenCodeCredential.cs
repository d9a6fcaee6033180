using OpenCode.Core.Credentials;

namespace OpenCode;

/// <summary>A user name and a password of an OpenCode server. The password can be put in, and nothing gives it out again.</summary>
/// <remarks>Keep an instance for as long as it is valid: what is sent is computed once for each.</remarks>
public sealed class OpenCodeCredential : ApiCredential
{
    /// <summary>The user name that OpenCode expects unless it is told another: <c>opencode</c>.</summary>
    public const string DefaultUserName = "opencode";

    /// <summary>Creates a credential.</summary>
    /// <param name="password">The server's password.</param>
    /// <param name="userName">The user name; <c>opencode</c> by default.</param>
    /// <exception cref="ArgumentException">The password is empty, or the user name contains a colon, which basic authentication cannot carry.</exception>
    public OpenCodeCredential(string password, string userName = DefaultUserName)
        : base(userName, password)
        => UserName = userName;

    /// <summary>The user name.</summary>
    public string UserName { get; }
}
