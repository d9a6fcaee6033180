using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using OpenCode.Core.Json;

namespace OpenCode.Verification.Values;

/// <summary>
/// Compares JSON values as RFC 8785 makes them canonical: the order of properties, white space and escapes do not count, of a repeated property
/// the last one does. Numbers are compared exactly, where the RFC would round them: 1.0 is 1, and 9007199254740993 is not 9007199254740992.
/// </summary>
internal static class JsonComparison
{
    /// <summary>Every place where the values differ, in the order of the first one; none when they are the same.</summary>
    public static IEnumerable<JsonDifference> Compare(JsonElement before, JsonElement after) => Compare(before, after, "");

    private static IEnumerable<JsonDifference> Compare(JsonElement before, JsonElement after, string pointer)
    {
        if (before.ValueKind != after.ValueKind) return [Difference(pointer, JsonDifferenceKind.Changed, before, after)];
        return before.ValueKind switch
        {
            JsonValueKind.Object => CompareObjects(before, after, pointer),
            JsonValueKind.Array => CompareArrays(before, after, pointer),
            JsonValueKind.String when !SameText(before, after) => [Difference(pointer, JsonDifferenceKind.Changed, before, after)],
            JsonValueKind.Number when !SameNumber(before, after) => [Difference(pointer, JsonDifferenceKind.Changed, before, after)],
            _ => [],
        };
    }

    private static IEnumerable<JsonDifference> CompareObjects(JsonElement before, JsonElement after, string pointer)
    {
        Dictionary<string, JsonElement> old = Properties(before), now = Properties(after);
        foreach ((string name, JsonElement value) in old)
        {
            string place = $"{pointer}/{JsonPointer.Escape(name)}";
            if (!now.TryGetValue(name, out JsonElement other))
            {
                yield return Difference(place, JsonDifferenceKind.Lost, value, default);
                continue;
            }

            foreach (JsonDifference difference in Compare(value, other, place)) yield return difference;
        }

        foreach ((string name, JsonElement value) in now)
        {
            if (!old.ContainsKey(name)) yield return Difference($"{pointer}/{JsonPointer.Escape(name)}", JsonDifferenceKind.Invented, default, value);
        }
    }

    private static IEnumerable<JsonDifference> CompareArrays(JsonElement before, JsonElement after, string pointer)
    {
        int old = before.GetArrayLength(), now = after.GetArrayLength();
        for (int i = 0; i < Math.Max(old, now); i++)
        {
            string place = $"{pointer}/{i}";
            IEnumerable<JsonDifference> differences = i >= now ? [Difference(place, JsonDifferenceKind.Lost, before[i], default)]
                : i >= old ? [Difference(place, JsonDifferenceKind.Invented, default, after[i])]
                : Compare(before[i], after[i], place);
            foreach (JsonDifference difference in differences) yield return difference;
        }
    }

    private static Dictionary<string, JsonElement> Properties(JsonElement value)
    {
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject()) properties[property.Name] = property.Value;
        return properties;
    }

    private static bool SameText(JsonElement before, JsonElement after)
    {
        try
        {
            return before.ValueEquals(after.GetString());
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair or bytes that are not UTF-8: no text, so nothing but the bytes can be the same.
            return JsonMarshal.GetRawUtf8Value(before).SequenceEqual(JsonMarshal.GetRawUtf8Value(after));
        }
    }

    private static bool SameNumber(JsonElement before, JsonElement after)
        => JsonMarshal.GetRawUtf8Value(before).SequenceEqual(JsonMarshal.GetRawUtf8Value(after)) || Exact(before.GetRawText()) == Exact(after.GetRawText());

    // Digits without zeros around them, and the power of ten of the last one.
    private static (bool Negative, string Digits, BigInteger Power) Exact(string number)
    {
        int e = number.AsSpan().IndexOfAny('e', 'E');
        string mantissa = (e < 0 ? number : number[..e]).TrimStart('-');
        BigInteger power = e < 0 ? 0 : BigInteger.Parse(number.AsSpan(e + 1), System.Globalization.CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) power -= mantissa.Length - point - 1;
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        string significant = digits.TrimEnd('0');
        return significant.Length == 0 ? (false, "", 0) : (number[0] == '-', significant, power + (digits.Length - significant.Length));
    }

    private static JsonDifference Difference(string pointer, JsonDifferenceKind kind, JsonElement before, JsonElement after)
        => new(pointer, kind, FoundText.Of(before, pointer), FoundText.Of(after, pointer));
}
