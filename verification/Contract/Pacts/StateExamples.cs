using System.Text.RegularExpressions;

namespace OpenCode.Verification.Contract.Pacts;

/// <summary>What the values of provider states look like when the consumer is tested without a provider.</summary>
internal static partial class StateExamples
{
    private static readonly Dictionary<string, string> _values = new()
    {
        ["sessionID"] = "ses_1f82bba7300120pA6ypeDxjGvD",
        ["messageID"] = "msg_1f82bba7300120pA6ypeDxjGvD",
        ["partID"] = "prt_1f82bba7300120pA6ypeDxjGvD",
        ["permissionID"] = "per_1f82bba7300120pA6ypeDxjGvD",
        ["requestID"] = "req_1f82bba7300120pA6ypeDxjGvD",
        ["ptyID"] = "pty_1f82bba7300120pA6ypeDxjGvD",
        ["projectID"] = "6a3d2f9c1b0e4d5a",
        ["providerID"] = "scripted",
        ["directory"] = "/project",
    };

    /// <summary>The example for a name.</summary>
    public static string Of(string name) => _values.GetValueOrDefault(name, $"example-{name}");

    /// <summary>A text with every <c>${name}</c> replaced by its example.</summary>
    public static string Fill(string text) => Placeholder().Replace(text, static m => Of(m.Groups[1].Value));

    public static bool HasPlaceholder(string text) => Placeholder().IsMatch(text);

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Placeholder();
}
