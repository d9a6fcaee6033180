using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OpenCode.DependencyInjection.Configuration;

/// <summary>
/// Reads values from a configuration section, and collects what is wrong with it: values that cannot be read, and keys that
/// nobody asked for.
/// </summary>
internal sealed class SectionReader
{
    private readonly Dictionary<string, IConfigurationSection> _children;
    private readonly SortedSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path;
    private readonly List<string> _failures;

    public SectionReader(IConfiguration section, List<string> failures)
    {
        _path = section is IConfigurationSection { Path: var path } ? path : "";
        _children = section.GetChildren().ToDictionary(child => child.Key, StringComparer.OrdinalIgnoreCase);
        _failures = failures;
    }

    /// <summary>A text; one that may be a secret is never repeated in a failure.</summary>
    public string? Text(string key, string? current)
        => Find(key) is { } child && IsValue(child) ? child.Value ?? current : current;

    public bool Truth(string key, bool current) => Value(key, current, bool.TryParse, "true or false");

    public bool? OptionalTruth(string key, bool? current) => Optional<bool>(key, current, bool.TryParse, "true or false");

    public int Count(string key, int current) => Value<int>(key, current, TryParseCount, "a whole number");

    public long Number(string key, long current) => Value<long>(key, current, TryParseNumber, "a whole number");

    public long? OptionalNumber(string key, long? current) => Optional<long>(key, current, TryParseNumber, "a whole number");

    public TimeSpan Time(string key, TimeSpan current) => Value<TimeSpan>(key, current, TryParseTime, "a time like 00:00:30");

    public TimeSpan? OptionalTime(string key, TimeSpan? current)
        => Optional<TimeSpan>(key, current, TryParseTime, "a time like 00:00:30, or empty for none");

    public T Choice<T>(string key, T current)
        where T : struct, Enum
        => Value(key, current, TryParseChoice, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    public Uri? Address(string key, Uri? current)
        => Find(key) is { } child && IsValue(child) && !string.IsNullOrEmpty(child.Value)
            ? Parsed<Uri>(child, current!, TryParseAddress, "an address like http://127.0.0.1:4096", isShown: false)
            : current;

    /// <summary>A section within this one.</summary>
    public T Section<T>(string key, T current, Func<SectionReader, T, T> read)
    {
        if (Find(key) is not { } child) return current;
        if (!string.IsNullOrEmpty(child.Value))
        {
            _failures.Add($"{child.Path} is one value, but must be a section with keys of its own.");
            return current;
        }

        var reader = new SectionReader(child, _failures);
        T result = read(reader, current);
        reader.RefuseUnknown();
        return result;
    }

    /// <summary>Refuses the keys that were not asked for.</summary>
    public void RefuseUnknown()
    {
        string prefix = _path.Length == 0 ? "" : _path + ":";
        foreach (string key in _children.Keys.Where(key => !_known.Contains(key)).Order(StringComparer.OrdinalIgnoreCase))
            _failures.Add($"{prefix}{key} is not a setting of an OpenCode client. Correct or remove it; there are: {string.Join(", ", _known)}.");
    }

    private T Value<T>(string key, T current, TryParse<T> parse, string form)
        where T : notnull
        => Find(key) is { } child && IsValue(child) ? Parsed(child, current, parse, form) : current;

    // Present but empty is how a file says null.
    private T? Optional<T>(string key, T? current, TryParse<T> parse, string form)
        where T : struct
    {
        if (Find(key) is not { } child || !IsValue(child)) return current;
        return string.IsNullOrEmpty(child.Value) ? null : Parsed(child, current.GetValueOrDefault(), parse, form);
    }

    private T Parsed<T>(IConfigurationSection child, T current, TryParse<T> parse, string form, bool isShown = true)
        where T : notnull
    {
        if (parse(child.Value, out T? value)) return value;

        // Somebody may have put credentials, or an address with some, in the wrong place.
        string shown = !isShown || child.Value.AsSpan().ContainsAny("@/?") ? "a text that is not shown here" : $"\"{child.Value}\"";
        _failures.Add($"{child.Path} is {shown}, but must be {form}.");
        return current;
    }

    private IConfigurationSection? Find(string key)
    {
        _known.Add(key);
        return _children.GetValueOrDefault(key);
    }

    private bool IsValue(IConfigurationSection child)
    {
        if (!child.GetChildren().Any()) return true;
        _failures.Add($"{child.Path} is a section, but must be one value.");
        return false;
    }

    private delegate bool TryParse<T>(string? text, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value);

    private static bool TryParseCount(string? text, out int value)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryParseNumber(string? text, out long value)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    // A bare number would be days, which nobody means.
    private static bool TryParseTime(string? text, out TimeSpan value)
    {
        value = default;
        return text?.Contains(':', StringComparison.Ordinal) == true && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryParseChoice<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text?.Length > 0 && char.IsLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value);
    }

    private static bool TryParseAddress(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? value)
        => Uri.TryCreate(text?.Trim(), UriKind.RelativeOrAbsolute, out value);
}
