namespace OpenCode.Core.Json;

/// <summary>Compares JSON numbers by their value, to the last digit.</summary>
internal static class JsonNumber
{
    /// <summary>Whether two numbers are the same: <c>1e2</c> is <c>100.0</c>; <c>-0</c> is not <c>0</c>.</summary>
    /// <param name="one">A JSON number.</param>
    /// <param name="other">Another one.</param>
    public static bool AreEqual(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.SequenceEqual(other)) return true;
        Span<byte> digitsOfOne = one.Length <= 64 ? stackalloc byte[64] : new byte[one.Length];
        Span<byte> digitsOfOther = other.Length <= 64 ? stackalloc byte[64] : new byte[other.Length];
        return (one[0] == '-') == (other[0] == '-')
            && TryNormalize(one, ref digitsOfOne, out long exponentOfOne)
            && TryNormalize(other, ref digitsOfOther, out long exponentOfOther)
            && digitsOfOne.SequenceEqual(digitsOfOther)
            && (digitsOfOne.IsEmpty || exponentOfOne == exponentOfOther);
    }

    /// <summary>A number as digits without zeros at either end and the power of ten of the first of them.</summary>
    /// <returns>False when its exponent is beyond all reason.</returns>
    private static bool TryNormalize(ReadOnlySpan<byte> number, ref Span<byte> digits, out long exponent)
    {
        int count = 0;
        int places = 0;
        bool isFraction = false;
        exponent = 0;
        for (int i = 0; i < number.Length; i++)
        {
            byte c = number[i];
            if (c is (byte)'e' or (byte)'E')
            {
                ReadOnlySpan<byte> written = number[(i + 1)..];
                if (written.StartsWith("+"u8)) written = written[1..];
                if (!long.TryParse(written, System.Globalization.CultureInfo.InvariantCulture, out exponent)) return false;
                break;
            }

            if (c == '.') isFraction = true;
            if (c is < (byte)'0' or > (byte)'9') continue;
            if (count == 0 && c == '0') places -= isFraction ? 1 : 0;
            else if (!isFraction) places++;
            if (count > 0 || c != '0') digits[count++] = c;
        }

        while (count > 0 && digits[count - 1] == '0') count--;
        digits = digits[..count];
        exponent += places;
        return true;
    }
}
