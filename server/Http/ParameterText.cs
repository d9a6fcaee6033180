using System.Globalization;
using OpenCode.Core.Json;

namespace OpenCode.Server.Http;

/// <summary>Reads the text of a parameter; null when it is none of the kind.</summary>
public static class ParameterText
{
    /// <summary>Any text.</summary>
    /// <param name="text">The text, unescaped.</param>
    public static string? Text(string text) => text;

    /// <summary>A whole number.</summary>
    /// <param name="text">The text, unescaped.</param>
    public static long? Integer(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>A number.</summary>
    /// <param name="text">The text, unescaped.</param>
    public static double? Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    /// <param name="text">The text, unescaped.</param>
    public static bool? Boolean(string text) => text switch { "true" => true, "false" => false, _ => null };

    /// <summary>One of the values that the document lists.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="text">The text, unescaped.</param>
    public static T? Value<T>(string text)
        where T : struct, IOpenValue<T>
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        return T.TryFromKnown(utf8, out T value) ? value : null;
    }
}
