using OpenCode.Core.Operations;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Fills the path and the required query parameters of a GET operation with what exists on the server.</summary>
internal static class GetRequest
{
    private static readonly Dictionary<string, string> _required = new()
    {
        ["file.list"] = "path=.",
        ["file.read"] = "path=README.md",
        ["find.files"] = "query=README",
        ["find.symbols"] = "query=Sandbox",
        ["find.text"] = "pattern=Sandbox",
        ["tool.list"] = "provider=scripted&model=one",
        ["v2.fs.find"] = "query=README",
        ["vcs.diff"] = "mode=git",
    };

    /// <summary>The escaped path and query, with the project's directory wherever the operation takes one.</summary>
    public static string UrlOf(Operation operation, LiveObjects objects, string directory)
    {
        IReadOnlyDictionary<string, string> values =
            operation.PathTemplate.StartsWith("/api/", StringComparison.Ordinal) ? objects.Version2 : objects.Version1;
        string path = operation.PathTemplate.Replace("*", "README.md", StringComparison.Ordinal);
        if (operation.Id == "v2.session.question.list") path = path.Replace("{sessionID}", "{askingSessionID}", StringComparison.Ordinal);
        foreach ((string name, string value) in values)
        {
            path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        Assert.DoesNotContain('{', path);
        List<string> query = [];
        if (operation.QueryParameters.Contains("directory")) query.Add($"directory={Uri.EscapeDataString(directory)}");
        if (operation.QueryParameters.Contains("location")) query.Add($"location%5Bdirectory%5D={Uri.EscapeDataString(directory)}");
        if (_required.TryGetValue(operation.Id, out string? required)) query.Add(required);
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }
}
