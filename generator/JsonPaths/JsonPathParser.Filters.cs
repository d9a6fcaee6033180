using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenCodeGen.JsonPaths;

/// <content>Conditions, what they compare, and literals.</content>
internal sealed partial class JsonPathParser
{
    private static readonly (string Text, JsonPathOperator Operator)[] _operators =
    [
        ("==", JsonPathOperator.Equal), ("!=", JsonPathOperator.NotEqual), ("<=", JsonPathOperator.LessOrEqual),
        (">=", JsonPathOperator.GreaterOrEqual), ("<", JsonPathOperator.Less), (">", JsonPathOperator.Greater),
    ];

    private JsonPathCondition ParseAny()
    {
        List<JsonPathCondition> conditions = [ParseEvery()];
        while (TryTakeAfterSpace("||")) conditions.Add(ParseEvery());
        return conditions is [{ } only] ? only : new JsonPathAny(conditions);
    }

    private JsonPathCondition ParseEvery()
    {
        List<JsonPathCondition> conditions = [ParseCondition()];
        while (TryTakeAfterSpace("&&")) conditions.Add(ParseCondition());
        return conditions is [{ } only] ? only : new JsonPathEvery(conditions);
    }

    private JsonPathCondition ParseCondition()
    {
        if (TryTake('!'))
        {
            SkipSpace();
            return new JsonPathNot(Next == '(' ? ParseParentheses() : ParseTest());
        }

        if (Next == '(') return ParseParentheses();
        int start = _at;
        object left = ParseTerm();
        if (TryTakeOperator() is not { } comparison) return AsTest(left, start);
        int right = _at;
        return new JsonPathComparison(AsOperand(left, start), comparison, AsOperand(ParseTerm(), right));
    }

    private JsonPathCondition ParseParentheses()
    {
        _at++;
        SkipSpace();
        JsonPathCondition condition = ParseAny();
        SkipSpace();
        return TryTake(')') ? condition : throw Wrong("the condition ends with )");
    }

    private JsonPathCondition ParseTest()
    {
        int start = _at;
        return AsTest(ParseTerm(), start);
    }

    private JsonPathCondition AsTest(object term, int start)
    {
        switch (term)
        {
            case JsonPathQuery query:
                return new JsonPathExists(query);
            case JsonPathCondition condition:
                return condition;
            default:
                _at = start;
                throw Wrong("a value alone is no condition; compare it");
        }
    }

    private JsonPathOperand AsOperand(object term, int start)
    {
        switch (term)
        {
            case JsonPathQuery { IsSingular: true } query:
                return new JsonPathSelected(query);
            case JsonPathOperand operand:
                return operand;
            default:
                _at = start;
                throw Wrong($"this {(term is JsonPathQuery ? "can be more than one value" : "is a condition")}, which cannot be compared");
        }
    }

    /// <summary>A query, an operand that is none, or a function that is a condition.</summary>
    private object ParseTerm()
    {
        if (Next is '@' or '$')
        {
            bool isRelative = text[_at++] == '@';
            return new JsonPathQuery(isRelative, ParseSegments());
        }

        if (Next is '\'' or '"') return new JsonPathLiteral(JsonValue.Create(ParseString()));
        if (IsInteger()) return new JsonPathLiteral(ParseNumber());
        int start = _at;
        while (Next is (>= 'a' and <= 'z') or '_' || (_at > start && char.IsAsciiDigit(Next))) _at++;
        string word = text[start.._at];
        if (Next == '(') return ParseFunction(word, start);
        if (word is "true" or "false") return new JsonPathLiteral(JsonValue.Create(word == "true"));
        if (word == "null") return new JsonPathLiteral(null);
        _at = start;
        throw Wrong("a condition compares queries that begin with @ or $, strings in quotes, numbers, true, false and null");
    }

    private object ParseFunction(string name, int start)
    {
        List<(object Term, int Start)> arguments = [];
        do
        {
            _at++;
            SkipSpace();
            if (arguments.Count == 0 && Next == ')') break;
            int at = _at;
            arguments.Add((ParseTerm(), at));
            SkipSpace();
        }
        while (Next == ',');
        if (!TryTake(')')) throw Wrong("the arguments end with )");
        return (name, arguments) switch
        {
            ("length", [var a]) => new JsonPathLength(AsOperand(a.Term, a.Start)),
            ("count", [(JsonPathQuery query, _)]) => new JsonPathCount(query),
            ("value", [(JsonPathQuery query, _)]) => new JsonPathSelected(query),
            ("match" or "search", [var a, var b]) => new JsonPathMatch(AsOperand(a.Term, a.Start), AsOperand(b.Term, b.Start), name == "match"),
            _ => throw WrongAt(start, "the functions are length(value), count(query), value(query), match(value, expression) and search(value, expression)"),
        };
    }

    private FormatException WrongAt(int at, string problem)
    {
        _at = at;
        return Wrong(problem);
    }

    private bool TryTakeAfterSpace(string token)
    {
        int before = _at;
        SkipSpace();
        if (!text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal))
        {
            _at = before;
            return false;
        }

        _at += token.Length;
        SkipSpace();
        return true;
    }

    private JsonPathOperator? TryTakeOperator()
    {
        foreach ((string token, JsonPathOperator found) in _operators)
        {
            if (TryTakeAfterSpace(token)) return found;
        }

        return null;
    }

    private JsonValue ParseNumber()
    {
        int start = _at;
        TryTake('-');
        int digits = _at;
        while (char.IsAsciiDigit(Next)) _at++;
        bool isWrong = _at == digits || (text[digits] == '0' && _at - digits > 1);
        if (TryTake('.')) isWrong |= !TakeDigits();
        if (Next is 'e' or 'E')
        {
            _at++;
            if (Next is '+' or '-') _at++;
            isWrong |= !TakeDigits();
        }

        if (isWrong) throw WrongAt(start, "this is no number of JSON");
        return JsonNode.Parse(text[start.._at])!.AsValue();

        bool TakeDigits()
        {
            int first = _at;
            while (char.IsAsciiDigit(Next)) _at++;
            return _at > first;
        }
    }

    private string ParseString()
    {
        char quote = text[_at++];
        var value = new StringBuilder();
        while (Next != quote)
        {
            if (_at == text.Length) throw Wrong($"the string ends with {quote}");
            if (Next < ' ') throw Wrong("a control character in a string is written as \\u and four hexadecimal digits");
            value.Append(Next == '\\' ? ParseEscape(quote) : text[_at++]);
        }

        _at++;
        string read = value.ToString();
        return IsWellFormed(read) ? read : throw Wrong("half of a pair of characters is no text");
    }

    private char ParseEscape(char quote)
    {
        _at++;
        char escaped = Next;
        _at++;
        switch (escaped)
        {
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case '/' or '\\': return escaped;
            case 'u' when _at + 4 <= text.Length
                && ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                _at += 4;
                return (char)code;
            default:
                if (escaped == quote) return escaped;
                throw WrongAt(_at - 1, $"there are \\b \\f \\n \\r \\t \\/ \\\\ \\{quote} and \\u with four hexadecimal digits");
        }
    }

    private static bool IsWellFormed(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1])) return false;
            i++;
        }

        return true;
    }
}
