using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenCode.Verification.Documents;

namespace OpenCodeGen.Updating.Documents;

/// <summary>A document on disk, and beside it the lock that says where it is from.</summary>
public static class DocumentFiles
{
    /// <summary>The lock of a document: the same name with <c>.lock.json</c>.</summary>
    /// <param name="document">The file of the document.</param>
    public static FileInfo LockOf(FileInfo document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new FileInfo(Path.ChangeExtension(document.FullName, null) + ".lock.json");
    }

    /// <summary>Writes both; each is there whole or as it was.</summary>
    /// <param name="fetched">The document.</param>
    /// <param name="document">Its file.</param>
    /// <param name="lockFile">The file of the lock; null for none.</param>
    /// <exception cref="IOException">One of them cannot be written.</exception>
    public static void Write(ReleaseDocument fetched, FileInfo document, FileInfo? lockFile)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        ArgumentNullException.ThrowIfNull(document);
        WholeFile.Write(document.FullName, fetched.Utf8.Span);
        if (lockFile is not null) WholeFile.Write(lockFile.FullName, Encoding.UTF8.GetBytes(LockText(fetched)));
    }

    private static string LockText(ReleaseDocument fetched)
    {
        (string key, string value) = fetched.Version is { } version ? ("opencode", version)
            : fetched.Package is { } package ? ("npm", package)
            : ("server", fetched.Source);
        string hash = Convert.ToHexStringLower(SHA256.HashData(fetched.Utf8.Span));
        return $"{{\n  \"{key}\": \"{JsonEncodedText.Encode(value)}\",\n  \"sha256\": \"{hash}\"\n}}\n";
    }
}
