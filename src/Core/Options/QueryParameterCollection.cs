using System.Collections;
using System.Text;

namespace OpenCode.Core.Options;

/// <summary>Query parameters that one request sends in addition to those of its operation.</summary>
public sealed class QueryParameterCollection : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">The name, unescaped.</param>
    /// <param name="value">The value, unescaped.</param>
    public void Add(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        _parameters.Add(new(name, value));
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Appends the parameters to a URL that may have a query already.</summary>
    internal string AppendTo(string url)
    {
        if (_parameters.Count == 0) return url;
        var longer = new StringBuilder(url);
        char separator = url.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach ((string name, string value) in _parameters)
        {
            longer.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return longer.ToString();
    }
}
