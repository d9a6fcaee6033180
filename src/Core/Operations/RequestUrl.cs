using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace OpenCode.Core.Operations;

/// <summary>Builds the path and query of one request.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RequestUrl
{
    private readonly string _path;
    private StringBuilder? _query;

    /// <summary>Starts with a path.</summary>
    /// <param name="path">The escaped path.</param>
    public RequestUrl(string path) => _path = path;

    /// <summary>Adds a text.</summary>
    /// <param name="name">The name of the parameter, unescaped.</param>
    /// <param name="value">The value; null adds nothing.</param>
    public void Add(string name, string? value)
    {
        if (value is null) return;
        _query ??= new StringBuilder(_path, _path.Length + 64);
        _query.Append(_query.Length == _path.Length ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
    }

    /// <summary>Adds a whole number.</summary>
    /// <param name="name">The name of the parameter, unescaped.</param>
    /// <param name="value">The value; null adds nothing.</param>
    public void Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a number.</summary>
    /// <param name="name">The name of the parameter, unescaped.</param>
    /// <param name="value">The value; null adds nothing.</param>
    public void Add(string name, double? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds <c>true</c> or <c>false</c>.</summary>
    /// <param name="name">The name of the parameter, unescaped.</param>
    /// <param name="value">The value; null adds nothing.</param>
    public void Add(string name, bool? value) => Add(name, value is null ? null : value.Value ? "true" : "false");

    /// <summary>Adds one parameter for every element.</summary>
    /// <param name="name">The name of the parameter, unescaped.</param>
    /// <param name="values">The values; null adds nothing.</param>
    public void AddEach(string name, IEnumerable<string>? values)
    {
        if (values is null) return;
        foreach (string value in values) Add(name, value);
    }

    /// <summary>Adds all elements as one parameter.</summary>
    /// <param name="name">The name of the parameter, unescaped.</param>
    /// <param name="values">The values; null adds nothing.</param>
    /// <param name="separator">What stands between two elements.</param>
    public void AddJoined(string name, IEnumerable<string>? values, char separator)
    {
        if (values is not null) Add(name, string.Join(separator, values));
    }

    /// <summary>A whole number as a parameter carries it.</summary>
    /// <param name="value">The number; null for none.</param>
    /// <returns>The text; null for none.</returns>
    public static string? Text(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number as a parameter carries it.</summary>
    /// <param name="value">The number; null for none.</param>
    /// <returns>The text; null for none.</returns>
    public static string? Text(double? value) => value?.ToString(CultureInfo.InvariantCulture);

    /// <summary>A Boolean as a parameter carries it.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <returns>The text; null for none.</returns>
    public static string? Text(bool? value) => value is null ? null : value.Value ? "true" : "false";

    /// <summary>The elements of a list as parameters carry them.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="values">The elements; null for none.</param>
    /// <param name="text">The text of one element.</param>
    /// <returns>The texts; null for none.</returns>
    public static IEnumerable<string>? Texts<T>(IEnumerable<T>? values, Func<T, string> text) => values?.Select(text);

    /// <summary>The elements of a list as one header carries them.</summary>
    /// <param name="values">The texts; null for none.</param>
    /// <returns>The texts with commas between them; null for none.</returns>
    public static string? Join(IEnumerable<string>? values) => values is null ? null : string.Join(',', values);

    /// <inheritdoc/>
    public override readonly string ToString() => _query?.ToString() ?? _path;
}
