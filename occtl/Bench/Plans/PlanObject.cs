using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.CommandLine.Mistakes;
using OpenCode.Ctl.Waiting;

namespace OpenCode.Ctl.Bench.Plans;

/// <summary>An object in the file, which knows its place, and notes what is wrong in it instead of giving up at the first mistake.</summary>
/// <param name="json">The object.</param>
/// <param name="place">Where it is, such as <c>tasks[2]</c>; empty for the whole file.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class PlanObject(JsonObject json, string place, List<string> problems)
{
    private readonly List<string> _known = [];

    public string PlaceOf(string name) => place.Length == 0 ? name : $"{place}.{name}";

    public void Problem(string name, string text) => problems.Add($"{PlaceOf(name)}: {text}");

    public bool Has(string name) => Find(name) is not null;

    /// <summary>A text; null when there is none, or when it is not one.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is JsonValue value && value.TryGetValue(out string? text))
        {
            if (!string.IsNullOrWhiteSpace(text)) return text;
            Problem(name, "is empty; write something, or leave it out.");
            return null;
        }

        Problem(name, $"is {Describe(node)}, but has to be a text in quotation marks.");
        return null;
    }

    /// <summary>A text that has to be there.</summary>
    public string RequiredText(string name, string why)
    {
        if (!Has(name)) Problem(name, $"is missing; {why}");
        return Text(name) ?? "";
    }

    /// <summary>A whole number between two.</summary>
    public int Whole(string name, int usual, int least, int most)
    {
        if (Find(name) is not { } node) return usual;
        if (node is JsonValue value && value.TryGetValue(out int number) && number >= least && number <= most) return number;
        Problem(name, $"is {Describe(node)}, but has to be a whole number from {least} to {most}.");
        return usual;
    }

    /// <summary>An amount of US dollars; null for none.</summary>
    public decimal? Money(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is JsonValue value && value.TryGetValue(out decimal amount) && amount > 0) return amount;
        Problem(name, $"is {Describe(node)}, but has to be an amount of US dollars above 0, such as 0.5.");
        return null;
    }

    /// <summary>A span of time, as a text or a number of seconds.</summary>
    public TimeSpan? Duration(string name)
    {
        if (Find(name) is not { } node) return null;
        string text = node is JsonValue value && value.TryGetValue(out string? given) ? given : node.ToJsonString();
        if (node is JsonValue && DurationText.TryParse(text) is { Ticks: > 0 } span) return span;
        Problem(name, $"is {Describe(node)}, but has to be a duration: seconds (90), or \"90s\", \"5m\", \"2h\".");
        return null;
    }

    /// <summary>An object inside; null when there is none.</summary>
    public PlanObject? Inner(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is JsonObject inner) return new PlanObject(inner, PlaceOf(name), problems);
        Problem(name, $"is {Describe(node)}, but has to be an object in braces.");
        return null;
    }

    /// <summary>Texts by their names.</summary>
    public Dictionary<string, string> Texts(string name)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        if (Inner(name) is not { } inner) return texts;
        foreach (string key in inner.Names())
        {
            if (inner.Text(key) is { } text) texts[key] = text;
        }

        return texts;
    }

    /// <summary>The members of a list, which are objects, or texts that stand for an object with one member.</summary>
    /// <param name="name">The list.</param>
    /// <param name="short">The member that a text stands for; null where there are no texts.</param>
    public List<PlanObject> Items(string name, string? @short)
    {
        List<PlanObject> items = [];
        if (Find(name) is not { } node) return items;
        if (node is not JsonArray array)
        {
            Problem(name, $"is {Describe(node)}, but has to be a list in brackets.");
            return items;
        }

        for (int i = 0; i < array.Count; i++)
        {
            string item = string.Create(CultureInfo.InvariantCulture, $"{PlaceOf(name)}[{i}]");
            JsonObject? inner = array[i] as JsonObject;
            if (@short is not null && array[i] is JsonValue value && value.TryGetValue(out string? text)) inner = new JsonObject { [@short] = text };
            if (inner is not null) items.Add(new PlanObject(inner, item, problems));
            else problems.Add($"{item}: is {Describe(array[i])}, but has to be an object in braces{(@short is null ? "" : ", or a text")}.");
        }

        return items;
    }

    /// <summary>Refuses members that nobody has asked for: a limit that is spelled wrongly is none.</summary>
    public void RefuseOthers()
    {
        foreach (string name in Names().Where(n => !_known.Contains(n)))
        {
            string? similar = SimilarName.Find(name, _known);
            Problem(name, similar is null ? $"is not known here; what can stand here is {string.Join(", ", _known)}." : $"is not known here; '{similar}' is.");
        }
    }

    private string[] Names() => [.. json.Select(static m => m.Key)];

    private JsonNode? Find(string name)
    {
        if (!_known.Contains(name)) _known.Add(name);
        return json[name];
    }

    private static string Describe(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Shorten(node.ToJsonString()),
    };

    private static string Shorten(string text) => text.Length > 60 ? text[..59] + "…" : text;
}
