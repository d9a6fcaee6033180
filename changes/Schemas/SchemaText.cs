using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenCodeGen.Changes.Schemas;

/// <summary>
/// What a schema says, as one text, whatever it is written with: two schemas with the same text allow the same. It names no component, and what refers to
/// itself is named by how far back it leads.
/// </summary>
internal sealed class SchemaText(SchemaViews views)
{
    // Schemas that lead back to each other are spelled out anew from each of them.
    private const int MostSteps = 20_000;

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _way = [];
    private int _steps;

    public string Of(IReadOnlyList<Condition> conditions)
    {
        _steps = 0;
        return string.Join(" and ", conditions.Select(c => TextOf(c, out _)).Order(StringComparer.Ordinal));
    }

    private string TextOf(Condition condition, out int back)
    {
        int least = int.MaxValue;
        IEnumerable<string> texts = [.. condition.Schemas.Select(Schema)];
        if (condition.Then is not null || condition.Else is not null)
            texts = [.. texts, Schema(condition.Then ?? SchemaPlace.Anything), Schema(condition.Else ?? SchemaPlace.Anything)];
        back = least;
        return $"{condition.Text}({string.Join(", ", condition.IsUnordered ? texts.Order(StringComparer.Ordinal) : texts)})";

        string Schema(SchemaPlace place)
        {
            string text = TextOf(place, out int reached);
            least = Math.Min(least, reached);
            return text;
        }
    }

    // Back is the depth of the outermost schema that the text leads back to.
    private string TextOf(SchemaPlace place, out int back)
    {
        back = int.MaxValue;
        if (_known.TryGetValue(place.Key, out string? known)) return known;
        int depth = _way.LastIndexOf(place.Key);
        if (depth >= 0)
        {
            back = depth;
            return $"^{_way.Count - depth}";
        }

        if (++_steps > MostSteps) return place.Text;
        _way.Add(place.Key);
        string text = TextOf(views.Of(place), out back);
        _way.RemoveAt(_way.Count - 1);
        if (text.Length > 100) text = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        if (back >= _way.Count) _known[place.Key] = text;
        return text;
    }

    private string TextOf(SchemaView view, out int back)
    {
        int least = int.MaxValue;
        var text = new StringBuilder();
        Say("types", ((int)view.Types).ToString(CultureInfo.InvariantCulture) + (view.AllowsNull ? " null" : ""));
        if (view.Values is not null) Say("values", string.Join(' ', view.Values.Order(StringComparer.Ordinal)));
        Say("format", $"{view.Format} {view.Encoding}".Trim());
        Say("patterns", string.Join(' ', view.Patterns));
        Say("limits", string.Join(' ', view.Limits.OrderBy(static l => l.Key, StringComparer.Ordinal)
            .Select(static l => string.Create(CultureInfo.InvariantCulture, $"{l.Key} {l.Value.Value:G29} {l.Value.IsExclusive}"))));
        Say("flags", $"{view.IsUnique}{view.IsClosed}{view.IsReadOnly}{view.IsWriteOnly}");
        Say("required", string.Join(' ', view.Required.Order(StringComparer.Ordinal)));
        Say("discriminator", view.Discriminator ?? "");
        Schemas("property", view.Properties);
        Schemas("behind", view.Behind);
        if (view.Additional is { } additional) Say("additional", Schema(additional));
        if (view.Items is { } items) Say("items", Schema(items));
        Say("first", string.Join(' ', view.FirstItems.Select(Schema)));
        Say("variants", string.Join(' ', view.Variants.Select(v => string.Join(',', v.Tags) + Schema(v.Place)).Order(StringComparer.Ordinal)));
        foreach ((string keyword, IReadOnlyList<Condition> conditions) in view.Others.OrderBy(static o => o.Key, StringComparer.Ordinal))
            Say(keyword, string.Join(" and ", conditions.Select(Other).Order(StringComparer.Ordinal)));
        back = least;
        return text.ToString();

        void Say(string keyword, string what)
        {
            if (what.Length > 0) text.Append(keyword).Append(' ').Append(what).Append('\n');
        }

        void Schemas(string keyword, IReadOnlyDictionary<string, SchemaPlace> schemas)
        {
            foreach ((string name, SchemaPlace place) in schemas.OrderBy(static p => p.Key, StringComparer.Ordinal)) Say($"{keyword} {name}", Schema(place));
        }

        string Schema(SchemaPlace place)
        {
            string said = TextOf(place, out int reached);
            least = Math.Min(least, reached);
            return said;
        }

        string Other(Condition condition)
        {
            string said = TextOf(condition, out int reached);
            least = Math.Min(least, reached);
            return said;
        }
    }
}
