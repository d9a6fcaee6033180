using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenCode.Hosting.Logs;

/// <summary>
/// Replaces secrets in what a server prints: its password, in the forms in which it travels, and what the environment and the
/// settings hold under a name that says it is secret.
/// </summary>
internal sealed partial class SecretMask
{
    // "test" or "none" is no secret, and would be masked all over the log.
    private const int ShortestNamed = 8;
    private const string Mask = "***";

    private readonly string[] _secrets;

    private SecretMask(IEnumerable<string> secrets) =>
        _secrets = [.. secrets.Where(static s => s.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(static s => s.Length)];

    public static SecretMask None { get; } = new([]);

    /// <summary>How much longer than what is kept a line must be read, so that no cut leaves a part of a secret.</summary>
    public int LongestSecret => _secrets.Length == 0 ? 0 : _secrets[0].Length;

    public static SecretMask For(OpenCodeServerOptions options) => new([
        .. PasswordForms(options.UserName, options.Password),
        .. Named(Inherited()).Concat(Named(options.Environment.Select(static v => (v.Key, v.Value)))).SelectMany(Forms),
        .. InSettings(options.ConfigJson).SelectMany(Forms),
    ]);

    public string Apply(string line)
    {
        foreach (string secret in _secrets) line = line.Replace(secret, Mask, StringComparison.Ordinal);
        return line;
    }

    private static IEnumerable<string> PasswordForms(string userName, string? password) => password is null
        ? []
        : [.. Forms(password), Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"))];

    private static IEnumerable<string> Forms(string secret) =>
        [secret, Uri.EscapeDataString(secret), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret)];

    private static IEnumerable<(string Name, string? Value)> Inherited() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static v => ((string)v.Key, (string?)v.Value));

    private static IEnumerable<string> Named(IEnumerable<(string Name, string? Value)> values) => values
        .Where(static v => v.Value is { Length: >= ShortestNamed } && SecretName().IsMatch(v.Name))
        .Select(static v => v.Value!);

    private static List<string> InSettings(string? json)
    {
        List<string> found = [];
        if (json is null) return found;
        using JsonDocument document = JsonDocument.Parse(json);
        Collect(document.RootElement, "", found);
        return found;
    }

    private static void Collect(JsonElement element, string name, List<string> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject()) Collect(property.Value, property.Name, found);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray()) Collect(item, name, found);
                break;
            case JsonValueKind.String:
                found.AddRange(Named([(name, element.GetString())]));
                break;
        }
    }

    [GeneratedRegex("password|passwd|secret|token|api_?key|access_?key|private_?key|credential|authorization",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
