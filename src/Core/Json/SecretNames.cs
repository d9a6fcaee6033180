using System.ComponentModel;
using System.Text;

namespace OpenCode.Core.Json;

/// <summary>Tells by their names which properties hold secrets. Generated clients have one of these, made from their document.</summary>
/// <param name="endings">
/// Words that a name of a secret ends with, in lower case: <c>token</c> for <c>token</c>, <c>accessToken</c> and <c>GITHUB_TOKEN</c>, but not for
/// <c>tokens</c>. Several words are written as one: <c>apikey</c> for <c>apiKey</c> and <c>X-Api-Key</c>.
/// </param>
/// <param name="whole">Whole names of secrets, in lower case.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SecretNames(IEnumerable<string> endings, IEnumerable<string> whole)
{
    private const int MostWords = 3;

    private readonly HashSet<string> _endings = new(endings, StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(whole, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a property of this name holds a secret.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <returns>Whether its value is not to be shown.</returns>
    public bool Contains(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_whole.Contains(name)) return true;
        string ending = "";
        List<string> words = Words(name);
        for (int i = words.Count - 1; i >= 0 && i >= words.Count - MostWords; i--)
        {
            ending = words[i] + ending;
            if (_endings.Contains(ending)) return true;
        }

        return false;
    }

    // Numbers stand between words like any sign: API_KEY_2 is as secret as API_KEY.
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsLetter(name[i]) || BeginsWord(name, i)) End();
            if (char.IsLetter(name[i])) word.Append(char.ToLowerInvariant(name[i]));
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    // "aB" always; "ABc" before the B.
    private static bool BeginsWord(string name, int i)
        => i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1])));
}
