using System.Text;
using System.Text.RegularExpressions;

namespace OpenCodeGen.JsonPaths;

/// <summary>Regular expressions as RFC 9485 has them, which are nearly those of the platform.</summary>
internal static class PortableExpression
{
    // A line's end is two characters there, and a character outside the first plane is one.
    private const string AnyCharacter = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n\r])";

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    /// <summary>Whether a text fits. One that is no expression fits nothing, as the RFC wants it.</summary>
    public static bool IsMatch(string text, string expression, bool isWhole)
    {
        string pattern = Translate(expression);
        try
        {
            return Regex.IsMatch(text, isWhole ? $@"\A(?:{pattern})\z" : pattern, RegexOptions.CultureInvariant, _longest);
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Translate(string expression)
    {
        var pattern = new StringBuilder();
        bool isInClass = false;
        for (int i = 0; i < expression.Length; i++)
        {
            char c = expression[i];
            if (c == '\\' && i + 1 < expression.Length)
            {
                pattern.Append(c).Append(expression[++i]);
                continue;
            }

            if (c == '[') isInClass = true;
            else if (c == ']') isInClass = false;
            pattern.Append(c == '.' && !isInClass ? AnyCharacter : c.ToString());
        }

        return pattern.ToString();
    }
}
