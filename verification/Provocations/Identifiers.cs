using System.Text.RegularExpressions;
using OpenCode.Core.Operations;

namespace OpenCode.Verification.Provocations;

/// <summary>Ids to ask for.</summary>
internal static partial class Identifiers
{
    /// <summary>What no id looks like.</summary>
    public const string Malformed = "nope";

    /// <summary>What follows the prefix of an id that no server has given: as much time, counter and chance as a real one has.</summary>
    public const string Rest = "000000000000AAAAAAAAAAAAAA";

    private static readonly Dictionary<string, string> _prefixes = new()
    {
        ["sessionID"] = "ses",
        ["messageID"] = "msg",
        ["partID"] = "prt",
        ["permissionID"] = "per",
        ["ptyID"] = "pty",
    };

    /// <summary>An id of the right form that no server has given.</summary>
    /// <param name="operation">The operation that is asked.</param>
    /// <param name="parameter">The name of the parameter.</param>
    public static string Unknown(Operation operation, string parameter) => parameter switch
    {
        "requestID" => operation.Id.Contains("question", StringComparison.Ordinal) ? $"que_{Rest}" : $"per_{Rest}",
        "id" => operation.Id.Contains("workspace", StringComparison.Ordinal) ? $"wrk_{Rest}" : $"per_{Rest}",
        _ => _prefixes.TryGetValue(parameter, out string? prefix) ? $"{prefix}_{Rest}" : "unknown",
    };

    /// <summary>The names of the parameters in the path of an operation.</summary>
    public static IReadOnlyList<string> Of(Operation operation) => [.. Parameter().Matches(operation.PathTemplate).Select(static m => m.Groups[1].Value)];

    /// <summary>Puts values into the path of an operation.</summary>
    public static string Fill(Operation operation, Func<string, string> value)
        => Parameter().Replace(operation.PathTemplate, m => Uri.EscapeDataString(value(m.Groups[1].Value)))
            .Replace("*", "missing.txt", StringComparison.Ordinal);

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Parameter();
}
