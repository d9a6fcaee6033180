using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using OpenCode.Core.Json;

namespace OpenCode.Core.Credentials;

/// <summary>Takes the credential of a request out of what its server sent, before that becomes part of a message.</summary>
/// <remarks>What a credential looks like is found out when a text is masked, which only failures need.</remarks>
internal sealed class SecretMask
{
    private const string Mark = "***";

    // A text that is cut may end or begin in the middle of a secret. A few characters alone are no secret, and are found everywhere.
    private const int ShortestPart = 4;

    private readonly string[] _authorizations;
    private List<string>? _forms;

    private SecretMask(string[] authorizations) => _authorizations = authorizations;

    /// <param name="authorizations">Values of Authorization headers; null and empty ones do not count.</param>
    /// <returns>The mask; null when there is nothing to hide.</returns>
    public static SecretMask? Of(params ReadOnlySpan<string?> authorizations)
    {
        var values = new List<string>();
        foreach (string? value in authorizations)
        {
            if (!string.IsNullOrWhiteSpace(value)) values.Add(value);
        }

        return values.Count == 0 ? null : new SecretMask([.. values]);
    }

    /// <summary>Replaces the secrets of a text, in every form that they may have been given on the way.</summary>
    public string Apply(string text)
    {
        foreach (string form in _forms ??= FormsOf(_authorizations))
        {
            text = text.Replace(form, Mark, StringComparison.OrdinalIgnoreCase);
            text = WithoutParts(text, form);
        }

        return text;
    }

    private static List<string> FormsOf(string[] authorizations)
    {
        var forms = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string authorization in authorizations)
        {
            int space = authorization.IndexOf(' ', StringComparison.Ordinal);
            string value = authorization[(space + 1)..].Trim();
            AddForms(forms, value);

            // Padding is often left out, and this alphabet's last two characters are often others.
            string unpadded = value.TrimEnd('=');
            AddForms(forms, unpadded);
            forms.Add(unpadded.Replace('+', '-').Replace('/', '_'));
            if (authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && PasswordOf(value) is { } password) AddForms(forms, password);
        }

        forms.Remove("");

        // The longest first: a shorter one may be a part of it.
        return [.. forms.OrderByDescending(form => form.Length)];
    }

    private static string? PasswordOf(string base64)
    {
        byte[] bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out int length)) return null;
        string pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    private static void AddForms(HashSet<string> forms, string secret)
    {
        forms.Add(secret);
        forms.Add(Uri.EscapeDataString(secret));
        forms.Add(WebUtility.UrlEncode(secret));
        forms.Add(WebUtility.HtmlEncode(secret));
        forms.Add(HtmlEncoder.Default.Encode(secret));
        forms.Add(JavaScriptEncoder.Default.Encode(secret));
        string relaxed = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
        forms.Add(relaxed);
        forms.Add(relaxed.Replace("/", "\\/", StringComparison.Ordinal));
        forms.Add(JsonPointer.Escape(secret));
    }

    private static string WithoutParts(string text, string form)
    {
        ReadOnlySpan<char> inner = text.AsSpan().Trim('…');
        int start = text.Length - text.AsSpan().TrimStart('…').Length;
        for (int length = Math.Min(form.Length - 1, inner.Length); length >= ShortestPart; length--)
        {
            if (inner.EndsWith(form.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
                return WithoutParts(string.Concat(text.AsSpan(0, start + inner.Length - length), Mark, text.AsSpan(start + inner.Length)), form);
            if (inner.StartsWith(form.AsSpan(form.Length - length), StringComparison.OrdinalIgnoreCase))
                return WithoutParts(string.Concat(text.AsSpan(0, start), Mark, text.AsSpan(start + length)), form);
        }

        return text;
    }
}
