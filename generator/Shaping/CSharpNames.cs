using System.Globalization;
using System.Text;

namespace OpenCodeGen.Shaping;

/// <summary>Turns names of the wire into C# names.</summary>
internal static class CSharpNames
{
    private static readonly HashSet<string> _keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while", "field", "await", "async",
    };

    private static readonly Dictionary<char, string> _symbols = new()
    {
        ['+'] = "Plus",
        ['-'] = "Minus",
        ['*'] = "Star",
        ['/'] = "Slash",
        ['<'] = "Less",
        ['>'] = "Greater",
        ['='] = "Equal",
        ['!'] = "Not",
        ['%'] = "Percent",
        ['&'] = "And",
        ['|'] = "Or",
        ['#'] = "Hash",
        ['@'] = "At",
        ['$'] = "Dollar",
        ['?'] = "Question",
        ['.'] = "Dot",
        ['~'] = "Tilde",
        ['^'] = "Caret",
        [':'] = "Colon",
    };

    /// <summary>Makes a PascalCase name: <c>sessionID</c> becomes <c>SessionId</c>, <c>APIError</c> becomes <c>ApiError</c>.</summary>
    public static string Pascal(string text)
    {
        var name = new StringBuilder();
        foreach (string word in Words(text)) name.Append(char.ToUpperInvariant(word[0])).Append(word[1..].ToLowerInvariant());
        if (name.Length == 0)
        {
            foreach (char c in text) name.Append(_symbols.TryGetValue(c, out string? symbol) ? symbol : $"U{(int)c:X4}");
        }
        else if (text[0] == '-')
        {
            name.Insert(0, char.IsAsciiDigit(name[0]) || text == "-Infinity" ? "Negative" : "Minus");
        }
        else if (text[0] == '+')
        {
            name.Insert(0, "Plus");
        }

        if (name.Length == 0) return "Empty";
        return char.IsAsciiDigit(name[0]) ? "_" + name : name.ToString();
    }

    /// <summary>Makes a camelCase name for a parameter, escaped where it is a keyword.</summary>
    public static string Camel(string text)
    {
        string pascal = Pascal(text);
        string camel = pascal[0] == '_' ? pascal : char.ToLowerInvariant(pascal[0]) + pascal[1..];
        return _keywords.Contains(camel) ? "@" + camel : camel;
    }

    /// <summary>Whether a text can name a class or a part of a namespace.</summary>
    public static bool IsIdentifier(string text)
        => text.Length > 0
            && (char.IsLetter(text[0]) || text[0] == '_')
            && text.All(static c => char.IsLetterOrDigit(c) || c == '_')
            && !_keywords.Contains(text);

    /// <summary>Names one element of something plural.</summary>
    public static string Singular(string pascal)
    {
        if (pascal.EndsWith("ies", StringComparison.Ordinal) && pascal.Length > 4) return pascal[..^3] + "y";
        if (pascal.EndsWith("sses", StringComparison.Ordinal) || pascal.EndsWith("ches", StringComparison.Ordinal)
            || pascal.EndsWith("shes", StringComparison.Ordinal) || pascal.EndsWith("xes", StringComparison.Ordinal))
        {
            return pascal[..^2];
        }

        bool isPlural = pascal.Length > 3 && pascal.EndsWith('s') && !pascal.EndsWith("ss", StringComparison.Ordinal)
            && !pascal.EndsWith("us", StringComparison.Ordinal) && !pascal.EndsWith("is", StringComparison.Ordinal);
        return isPlural ? pascal[..^1] : pascal + "Item";
    }

    /// <summary>The words of a name.</summary>
    public static IEnumerable<string> Words(string text)
    {
        int start = -1;
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsWordCharacter(text[i]))
            {
                if (start >= 0)
                    yield return text[start..i];
                start = -1;
            }
            else if (start < 0)
            {
                start = i;
            }
            else if (BeginsWord(text, i))
            {
                yield return text[start..i];
                start = i;
            }
        }

        if (start >= 0)
            yield return text[start..];
    }

    private static bool BeginsWord(string text, int i)
    {
        bool afterUpper = char.IsUpper(text[i - 1]);
        if (!char.IsUpper(text[i])) return false;

        // "aB" always; "ABc" before the B that begins a word, but a plural acronym such as "IDs" stays whole.
        if (!afterUpper) return true;
        bool endsAcronym = i + 1 < text.Length && char.IsLower(text[i + 1]);
        bool isPluralAcronym = endsAcronym && text[i + 1] == 's' && (i + 2 == text.Length || !char.IsLower(text[i + 2]));
        return endsAcronym && !isPluralAcronym;
    }

    private static bool IsWordCharacter(char c)
        => char.IsAsciiLetterOrDigit(c)
            || (c > 127 && char.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter);
}
