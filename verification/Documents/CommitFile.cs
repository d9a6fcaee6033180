using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace OpenCode.Verification.Documents;

/// <summary>A file as a commit has it.</summary>
public static class CommitFile
{
    /// <summary>Reads it.</summary>
    /// <param name="name">The commit and the path from the root of the clone, such as <c>HEAD~1:spec/openapi.json</c>.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="DocumentException">git is missing, or has no such file.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            using MemoryStream content = new();
            BufferedCommandResult result = await (Cli.Wrap("git").WithArguments(["show", "--end-of-options", name])
                .WithValidation(CommandResultValidation.None) | PipeTarget.ToStream(content)).ExecuteBufferedAsync(cancellationToken);
            if (result.IsSuccess) return content.ToArray();
            throw new DocumentException($"git has no '{name}': {result.StandardError.ReplaceLineEndings(" ").Trim()}");
        }
        catch (Win32Exception exception)
        {
            throw new DocumentException($"git was not found, which has '{name}'; put it on the PATH, or give a file.", exception);
        }
    }
}
