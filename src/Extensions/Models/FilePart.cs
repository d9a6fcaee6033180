namespace OpenCode.Models;

public sealed partial class FilePart
{
    private const string Base64 = ";base64,";

    /// <summary>The bytes of the file, where it came along: what a tool has made, such as a screenshot, and what was attached as bytes.</summary>
    /// <param name="content">The bytes; empty when it is only named.</param>
    /// <returns>Whether it came along. Otherwise <see cref="Url"/> tells where it is.</returns>
    public bool TryGetContent(out byte[] content)
    {
        content = [];
        if (!Url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return false;
        int start = Url.IndexOf(',', StringComparison.Ordinal) + 1;
        if (start == 0) return false;
        if (!Url.AsSpan(0, start).EndsWith(Base64, StringComparison.OrdinalIgnoreCase))
        {
            content = System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Url[start..]));
            return true;
        }

        byte[] bytes = new byte[(Url.Length - start) / 4 * 3];
        if (!Convert.TryFromBase64Chars(Url.AsSpan(start), bytes, out int count)) return false;
        content = bytes[..count];
        return true;
    }
}
