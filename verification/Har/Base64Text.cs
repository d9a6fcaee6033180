using System.Buffers;
using System.Buffers.Text;

namespace OpenCode.Verification.Har;

/// <summary>Decodes base64 in any of its forms: with line breaks, without padding, in the alphabet for URLs.</summary>
internal static class Base64Text
{
    /// <summary>What the text stands for; null when it is no base64.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        byte[] digits = new byte[text.Length + 3];
        int length = 0;
        foreach (byte digit in text)
        {
            if (digit is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') continue;
            digits[length++] = digit switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', _ => digit };
        }

        length = digits.AsSpan(0, length).TrimEnd((byte)'=').Length;
        while (length % 4 > 0) digits[length++] = (byte)'=';
        return Base64.DecodeFromUtf8InPlace(digits.AsSpan(0, length), out int decoded) == OperationStatus.Done ? digits[..decoded] : null;
    }
}
