using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Core.Operations;

namespace OpenCode.Verification.Provocations;

/// <summary>A request that a server has to refuse, or that it gets in a place where it has little to tell.</summary>
/// <param name="Operation">Whose.</param>
/// <param name="What">What is unusual about it, for people.</param>
internal sealed record Provocation(Operation Operation, string What)
{
    /// <summary>The path with its parameters filled in.</summary>
    public required string Path { get; init; }

    /// <summary>The query, without a question mark; empty for none.</summary>
    public string Query { get; init; } = "";

    /// <summary>What is sent as it is; null for no body.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The content type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <inheritdoc/>
    public override string ToString() => $"{Operation.Id}: {What}";

    public HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(Operation.Method, new Uri(Query.Length == 0 ? Path : $"{Path}?{Query}", UriKind.Relative));
        if (Body is null) return message;
        message.Content = new ByteArrayContent(Body);
        message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return message;
    }

    /// <summary>The same, asked of another folder than the server's own.</summary>
    public Provocation In(string folder) => this with { Query = $"{Without(FolderParameter)}{FolderParameter}={Uri.EscapeDataString(folder)}" };

    /// <summary>The query without a parameter, ready for one more.</summary>
    /// <param name="name">The name of the parameter, escaped.</param>
    public string Without(string name) => string.Concat(Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Where(q => !q.StartsWith($"{name}=", StringComparison.Ordinal)).Select(static q => $"{q}&"));

    private string FolderParameter => Operation.QueryParameters.Contains("location") ? "location%5Bdirectory%5D" : "directory";

    public Provocation With(JsonNode? body) => this with { Body = body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString()) };
}
