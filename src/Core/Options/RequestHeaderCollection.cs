using System.Collections;
using System.Net.Http.Headers;

namespace OpenCode.Core.Options;

/// <summary>Headers that one request sends in addition to, or instead of, those that the client sends.</summary>
public sealed class RequestHeaderCollection : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _headers = [];

    /// <summary>Sets a header; every other value of that name, the client's own included, is replaced.</summary>
    /// <param name="name">The name of the header; its case does not matter.</param>
    /// <param name="value">The value: visible ASCII, spaces and tabs. Percent-encode anything else.</param>
    /// <exception cref="ArgumentException">The name or the value cannot be sent, or the header belongs to the transport.</exception>
#pragma warning disable CA1044 // Reading a header back has no use; setting by name is the idiom of a configuration lambda.
    public string this[string name]
    {
        set
        {
            Check(name, value);
            _headers.RemoveAll(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase));
            _headers.Add(new(name, value));
        }
    }
#pragma warning restore CA1044

    /// <summary>Adds a value to those already added here under that name; the client's own header of that name is replaced.</summary>
    /// <param name="name">The name of the header; its case does not matter.</param>
    /// <param name="value">The value: visible ASCII, spaces and tabs. Percent-encode anything else.</param>
    /// <exception cref="ArgumentException">The name or the value cannot be sent, or the header belongs to the transport.</exception>
    public void Add(string name, string value)
    {
        Check(name, value);
        _headers.Add(new(name, value));
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _headers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Writes the headers into a message.</summary>
    internal void ApplyTo(HttpRequestMessage message)
    {
        for (int i = 0; i < _headers.Count; i++)
        {
            (string name, string value) = _headers[i];

            // Content-Type and its like live on the content; the message refuses them.
            HttpHeaders target = message.Headers;
            if (IsFirst(i)) Remove(message, name);
            if (!target.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void Remove(HttpRequestMessage message, string name)
    {
        // NonValidated finds a name without complaining that it belongs to the other kind of headers.
        if (message.Headers.NonValidated.Contains(name)) message.Headers.Remove(name);
        else if (message.Content is { } content && content.Headers.NonValidated.Contains(name)) content.Headers.Remove(name);
    }

    private bool IsFirst(int index)
    {
        for (int i = 0; i < index; i++)
        {
            if (string.Equals(_headers[i].Key, _headers[index].Key, StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }

    // The messages name the header and never its value, which may be a secret.
    private static void Check(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
                throw new ArgumentException("The name of a header may hold only ASCII letters, digits and !#$%&'*+-.^_`|~.", nameof(name));
        }

        foreach (char c in value)
        {
            if (c is (< ' ' and not '\t') or > '~')
            {
                throw new ArgumentException(
                    $"The value of the header {name} holds a control character, a line break or a character outside ASCII. Percent-encode it.", nameof(value));
            }
        }

        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The header {name} is the transport's own: it follows from the body. Remove it.", nameof(name));
    }
}
