using System.Globalization;

namespace OpenCode.Models;

public sealed partial class FilePartInput
{
    /// <summary>A file of the server's own file system: the server reads it, and the model gets its text.</summary>
    /// <param name="path">Its absolute path, on the server.</param>
    /// <param name="firstLine">The first line that the model gets, from 1; null for the beginning.</param>
    /// <param name="lastLine">The last one; null for the end.</param>
    /// <param name="mime">Its type; a text by default. A directory is <c>application/x-directory</c>.</param>
    /// <exception cref="ArgumentException">The path is not absolute, or the lines are no range.</exception>
    public static FilePartInput FromServerFile(string path, int? firstLine = null, int? lastLine = null, string mime = "text/plain")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        bool isWindows = path.Length > 2 && path[1] == ':' && path[2] is '\\' or '/';
        if (path[0] != '/' && !isWindows) throw new ArgumentException($"\"{path}\" is not absolute. Put the session's directory before it.", nameof(path));
        if (firstLine < 1 || lastLine < (firstLine ?? 1))
            throw new ArgumentException($"There are no lines {firstLine} to {lastLine}. Lines count from 1.", nameof(firstLine));
        string escaped = string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)).Replace("%3A", ":", StringComparison.Ordinal);
        string range = (firstLine, lastLine) switch
        {
            (null, null) => "",
            (var first, null) => string.Create(CultureInfo.InvariantCulture, $"?start={first}"),
            var (first, last) => string.Create(CultureInfo.InvariantCulture, $"?start={first ?? 1}&end={last}"),
        };
        return new FilePartInput { Mime = mime, Filename = Path.GetFileName(path), Url = $"file://{(isWindows ? "/" : "")}{escaped}{range}" };
    }

    /// <summary>A file that goes along in the prompt.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="mime">Its type, such as <c>image/png</c> or <c>text/plain</c>.</param>
    /// <param name="name">Its name; null for none.</param>
    public static FilePartInput FromBytes(ReadOnlySpan<byte> content, string mime, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(mime);
        return new FilePartInput { Mime = mime, Filename = name, Url = $"data:{mime};base64,{Convert.ToBase64String(content)}" };
    }

    /// <summary>A file that goes along in the prompt.</summary>
    /// <param name="content">Gives its bytes, and is read to its end.</param>
    /// <param name="mime">Its type, such as <c>image/png</c> or <c>text/plain</c>.</param>
    /// <param name="name">Its name; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<FilePartInput> FromStreamAsync(Stream content, string mime, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using MemoryStream copy = new();
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        return FromBytes(copy.GetBuffer().AsSpan(0, (int)copy.Length), mime, name);
    }
}
