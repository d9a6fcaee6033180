using System.Globalization;

namespace OpenCodeGen.JsonPaths;

/// <summary>Reads the text of a query: segments and selectors. What stands in filters is read in the other half of this class.</summary>
internal sealed partial class JsonPathParser(string text)
{
    // Integers that every JSON library can tell apart.
    private const long Largest = (1L << 53) - 1;

    private int _at;

    private char Next => _at < text.Length ? text[_at] : '\0';

    public JsonPathQuery ParseAll()
    {
        if (Next != '$') throw Wrong("a query begins with $");
        _at++;
        var query = new JsonPathQuery(false, ParseSegments());
        return _at == text.Length ? query : throw Wrong("a segment begins with . or [");
    }

    private List<JsonPathSegment> ParseSegments()
    {
        List<JsonPathSegment> segments = [];
        while (true)
        {
            int before = _at;
            SkipSpace();
            if (Next is not ('.' or '['))
            {
                // Space belongs to what is around the query.
                _at = before;
                return segments;
            }

            segments.Add(ParseSegment());
        }
    }

    private JsonPathSegment ParseSegment()
    {
        if (Next == '[') return new JsonPathSegment(false, ParseBrackets());
        _at++;
        bool isDescendant = TryTake('.');
        if (isDescendant && Next == '[') return new JsonPathSegment(true, ParseBrackets());
        if (TryTake('*')) return new JsonPathSegment(isDescendant, [new JsonPathWildcard()]);
        int start = _at;
        while (IsOfName(Next, isFirst: _at == start)) _at++;
        return _at > start
            ? new JsonPathSegment(isDescendant, [new JsonPathName(text[start.._at])])
            : throw Wrong("a name or * follows the dot; write names with other characters as ['name']");
    }

    private List<JsonPathSelector> ParseBrackets()
    {
        List<JsonPathSelector> selectors = [];
        do
        {
            _at++;
            SkipSpace();
            selectors.Add(ParseSelector());
            SkipSpace();
        }
        while (Next == ',');
        return TryTake(']') ? selectors : throw Wrong("the selectors end with ]");
    }

    private JsonPathSelector ParseSelector()
    {
        switch (Next)
        {
            case '\'' or '"':
                return new JsonPathName(ParseString());
            case '*':
                _at++;
                return new JsonPathWildcard();
            case '?':
                _at++;
                SkipSpace();
                return new JsonPathFilter(ParseAny());
            case '-' or ':' or (>= '0' and <= '9'):
                return ParseIndexOrSlice();
            default:
                throw Wrong("a selector is 'name', *, a number, a slice or ?condition");
        }
    }

    private JsonPathSelector ParseIndexOrSlice()
    {
        long? start = Next == ':' ? null : ParseInteger();
        int after = _at;
        SkipSpace();
        if (!TryTake(':'))
        {
            _at = after;
            return new JsonPathIndex(start!.Value);
        }

        SkipSpace();
        long? end = IsInteger() ? ParseInteger() : null;
        after = _at;
        SkipSpace();
        if (!TryTake(':'))
        {
            _at = after;
            return new JsonPathSlice(start, end, 1);
        }

        after = _at;
        SkipSpace();
        if (IsInteger()) return new JsonPathSlice(start, end, ParseInteger());
        _at = after;
        return new JsonPathSlice(start, end, 1);
    }

    private bool IsInteger() => Next is '-' or (>= '0' and <= '9');

    private long ParseInteger()
    {
        int start = _at;
        TryTake('-');
        int digits = _at;
        while (char.IsAsciiDigit(Next)) _at++;
        bool hasLeadingZero = text.AsSpan(digits, _at - digits) is ['0', ..] && (_at - digits > 1 || digits > start);
        if (_at == digits || hasLeadingZero || !long.TryParse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture, out long value)
            || value is < -Largest or > Largest)
        {
            _at = start;
            throw Wrong("this is no whole number that JSON can hold");
        }

        return value;
    }

    // Characters beyond ASCII are letters here, half of a pair as well: a lone half is no text that JSON could hold.
    private static bool IsOfName(char c, bool isFirst) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80 || (!isFirst && char.IsAsciiDigit(c));

    private bool TryTake(char c)
    {
        if (Next != c || _at == text.Length) return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (Next is ' ' or '\t' or '\n' or '\r') _at++;
    }

    private FormatException Wrong(string problem)
        => new($"'{text}' is no JSONPath: at character {_at + 1}, {(_at < text.Length ? $"'{text[_at]}'" : "the end")}: {problem}.");
}
