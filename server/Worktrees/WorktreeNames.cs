namespace OpenCode.Server.Worktrees;

/// <summary>Makes names for copies of a project.</summary>
public static class WorktreeNames
{
    private const int Longest = 60;

    /// <summary>What of a text can be the name of a folder and of a branch: small letters, digits and hyphens.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Empty when nothing is left.</returns>
    public static string From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string marked = string.Concat(text.ToLowerInvariant().Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        string name = string.Join('-', marked.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length > Longest ? name[..Longest].TrimEnd('-') : name;
    }
}
