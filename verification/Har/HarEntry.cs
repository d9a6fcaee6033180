namespace OpenCode.Verification.Har;

/// <summary>An entry of a HAR file, or why there is none.</summary>
internal readonly record struct HarStep
{
    /// <summary>Which one it is, from 1; 0 where the file itself is damaged.</summary>
    public int Number { get; private init; }

    /// <summary>The entry; null when it cannot be read.</summary>
    public HarEntry? Entry { get; private init; }

    /// <summary>Why it cannot be read; null when it can.</summary>
    public string? Problem { get; private init; }

    public static HarStep Of(int number, HarEntry entry) => new() { Number = number, Entry = entry };

    public static HarStep Odd(int number, string problem) => new() { Number = number, Problem = problem };

    public static HarStep Damaged(string problem) => new() { Problem = problem };
}

/// <summary>What the check needs of an entry of a HAR file; everything else is passed over.</summary>
/// <param name="Method">The method.</param>
/// <param name="Url">Where the request went.</param>
/// <param name="Response">The answer; null for none.</param>
internal sealed record HarEntry(string Method, string Url, HarResponse? Response);

internal sealed record HarResponse
{
    /// <summary>The status; 0 where there is none: writers say so, or -1, of what was blocked, aborted or failed.</summary>
    public int Status { get; init; }

    /// <summary>Why there is no telling which status it is; null for nothing.</summary>
    public string? Problem { get; init; }

    public HarContent? Content { get; init; }

    /// <summary>How many bytes of a body came over the network; -1 for unknown.</summary>
    public double? BodySize { get; init; }

    public HarHeaders? Headers { get; init; }
}

/// <summary>What the headers of an answer say of its body.</summary>
/// <param name="ContentType">Its type; null when no header names it.</param>
/// <param name="ContentEncoding">How it was compressed; null when no header says so.</param>
internal sealed record HarHeaders(string? ContentType, string? ContentEncoding);

internal sealed record HarContent
{
    public double? Size { get; init; }

    public string? MimeType { get; init; }

    /// <summary>The text as UTF-8. What is half a character became U+FFFD, and a body that was put in as JSON, not as a text, is that JSON.</summary>
    public ReadOnlyMemory<byte>? Text { get; init; }

    public string? Encoding { get; init; }

    /// <summary>The file that has the body instead, beside the recording: Playwright's <c>content: "attach"</c>.</summary>
    public string? File { get; init; }

    public string? Comment { get; init; }
}
