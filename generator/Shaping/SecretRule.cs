using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>
/// Decides which names are names of secrets, so that models can be shown without them. Names are data as well (headers, environment variables, options of
/// providers), so the client gets words to look for and not a list of its properties.
/// </summary>
internal static class SecretRule
{
    /// <summary>Words that end the name of a secret, whatever object it stands in. Several words are written as one.</summary>
    private static readonly string[] _endings =
    [
        "accesskey", "apikey", "authorization", "authkey", "bearer", "cookie", "credential", "credentials", "jwt", "passphrase", "passwd", "password",
        "privatekey", "pwd", "secret", "secretkey", "secrets", "token",
    ];

    /// <summary>Names that mean a secret only because of the object they stand in.</summary>
    private static readonly string[] _insideCredentials = ["access", "key", "refresh", "ticket"];

    /// <summary>Words in the name of a model that holds credentials.</summary>
    private static readonly string[] _credentialWords = ["auth", "credential", "credentials", "login", "token"];

    /// <summary>The rule for a document: what it uses inside of credentials, it may use inside of them anywhere.</summary>
    public static SecretWords Of(IReadOnlyList<ObjectType> models)
    {
        List<ObjectType> holders =
            models.Where(m => CSharpNames.Words(m.Name).Any(w => _credentialWords.Contains(w, StringComparer.OrdinalIgnoreCase))).ToList();
        return new SecretWords(_endings, _insideCredentials.Where(n => holders.Exists(h => h.Properties.Any(p => p.WireName == n && IsText(p.Type)))).ToList());
    }

    private static bool IsText(TypeRef type) => type is ScalarRef { Kind: Scalar.String } or NullableRef { Inner: ScalarRef { Kind: Scalar.String } };
}
