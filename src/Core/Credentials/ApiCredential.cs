using System.Net.Http.Headers;
using System.Text;

namespace OpenCode.Core.Credentials;

/// <summary>What a request identifies its sender with. A secret can be put in, and only a request gets it.</summary>
/// <remarks>Keep an instance for as long as it is valid: what is sent is computed once for each.</remarks>
public class ApiCredential : IApiCredentialProvider, IEquatable<ApiCredential>
{
    private readonly string _description;

    /// <summary>Creates a credential of a user name and a password, which are sent as basic authentication.</summary>
    /// <param name="userName">The user name.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="ArgumentException">The password is empty, or the user name contains a colon, which basic authentication cannot carry.</exception>
    protected ApiCredential(string userName, string password)
        : this("Basic", BasicParameter(userName, password), $"UserName = {userName}, Password = ***")
    {
    }

    private ApiCredential(string scheme, string parameter, string description)
    {
        Authorization = $"{scheme} {parameter}";
        _description = description;
    }

    /// <summary>The value of the Authorization header.</summary>
    internal string Authorization { get; }

    /// <summary>A user name and a password, sent as basic authentication.</summary>
    /// <param name="userName">The user name.</param>
    /// <param name="password">The password.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">The password is empty, or the user name contains a colon, which basic authentication cannot carry.</exception>
    public static ApiCredential Basic(string userName, string password) => new(userName, password);

    /// <summary>A token, sent as bearer authentication.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">The token is empty, or has characters that no header can carry.</exception>
    public static ApiCredential Bearer(string token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ArgumentException("The token has characters that no header can carry. Check whether a space or a line break came along.", nameof(token));
        return new ApiCredential("Bearer", token, "Token = ***");
    }

    /// <summary>Puts the credential onto a request that the client does not send, such as one of an <see cref="HttpClient"/> of your own.</summary>
    /// <param name="headers">The headers of the request; an Authorization that they have is replaced.</param>
    public void ApplyTo(HttpRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        headers.Authorization = AuthenticationHeaderValue.Parse(Authorization);
    }

    /// <inheritdoc/>
    ValueTask<ApiCredential?> IApiCredentialProvider.GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken) => new(this);

    /// <inheritdoc/>
    public bool Equals(ApiCredential? other) => ReferenceEquals(this, other) || (other is not null && Authorization == other.Authorization);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ApiCredential);

    /// <inheritdoc/>
    public override int GetHashCode() => Authorization.GetHashCode(StringComparison.Ordinal);

    /// <summary>Names the user, and never the secret.</summary>
    /// <returns>A string for logs.</returns>
    public override string ToString() => $"{GetType().Name} {{ {_description} }}";

    private static string BasicParameter(string userName, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        ArgumentNullException.ThrowIfNull(userName);
        if (userName.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("The user name contains a colon, which basic authentication cannot carry. Choose one without.", nameof(userName));
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"));
    }
}
