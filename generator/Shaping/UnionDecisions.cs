using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Finds out how the objects of a union are told apart: by a tag, by a nested tag, by a Boolean value, by shape.</summary>
internal static class UnionDecisions
{
    private static readonly string[] _preferredTags = ["type", "_tag", "role", "status", "kind", "name"];

    /// <summary>Builds the decision for the cases of a union.</summary>
    /// <returns>The decision; null when no case is an object.</returns>
    public static Decision? Build(IReadOnlyList<TypeRef> cases, Discriminator? discriminator = null)
    {
        var objects = new List<Candidate>();
        int? anyObject = null;
        for (int i = 0; i < cases.Count; i++)
        {
            if (cases[i] is DraftRef { Draft: ObjectDraft draft } reference) objects.Add(new Candidate(i, draft, reference.Declared.Component));
            else if (cases[i] is MapRef or ScalarRef { Kind: Scalar.FreeObject }) anyObject = i;
        }

        Decision? otherwise = anyObject is { } index ? new ChosenCase(index, []) : null;
        if (objects.Count == 0) return otherwise;
        Decision found = Split(objects, otherwise, []);

        // Variants that fix their tags speak for themselves; the document's own discriminator helps those that do not.
        return found is ByString || discriminator is null || objects.Count < 2 ? found : ByDiscriminator(objects, discriminator, otherwise) ?? found;
    }

    /// <summary>The text property that tells all objects of a union apart, when there is one on the first level.</summary>
    public static string? TagOf(Decision? decision) => decision is ByString { Path: [var tag], Otherwise: null } ? tag : null;

    private static Decision Split(List<Candidate> objects, Decision? otherwise, HashSet<string> used)
    {
        if (objects.Count == 1 && used.Count > 0) return Chosen(objects[0], isCertain: true);
        TextSplit? split = Best(TopLevelSplits(objects), objects.Count, used) ?? Best(NestedSplits(objects), objects.Count, used);
        if (split is not null) return ByTexts(split, objects, otherwise, used);
        if (BooleanSplit(objects) is { } boolean) return boolean;
        if (objects.Count == 1) return Chosen(objects[0], isCertain: false);
        return new ByShape(objects.Select(o => new KeyValuePair<int, IReadOnlyList<string>>(o.Case, Shape(o.Draft))).ToList());
    }

    private static ByString? ByDiscriminator(List<Candidate> objects, Discriminator discriminator, Decision? otherwise)
    {
        if (!objects.TrueForAll(o => o.Component is not null && o.Draft.Properties.Exists(p => p.WireName == discriminator.Property))) return null;
        var values = new SortedDictionary<string, Decision>(StringComparer.Ordinal);
        foreach (Candidate candidate in objects)
        {
            List<string> mapped = discriminator.Mapping.Where(m => m.Value == candidate.Component).Select(m => m.Key).ToList();
            foreach (string value in mapped.Count > 0 ? mapped : [candidate.Component!]) values.TryAdd(value, new ChosenCase(candidate.Case, []));
        }

        return new ByString([discriminator.Property], values.ToList(), otherwise);
    }

    private static ByString ByTexts(TextSplit split, List<Candidate> objects, Decision? otherwise, HashSet<string> used)
    {
        var nextUsed = new HashSet<string>(used, StringComparer.Ordinal) { split.Key };
        List<Candidate> rest = objects.Where(o => !split.Texts.ContainsKey(o)).ToList();
        Decision? fallback = rest.Count > 0 ? Split(rest, otherwise, used: []) : otherwise;
        var values = new SortedDictionary<string, List<Candidate>>(StringComparer.Ordinal);
        foreach (Candidate candidate in objects)
        {
            foreach (string text in split.Texts.GetValueOrDefault(candidate, []))
            {
                if (!values.TryGetValue(text, out List<Candidate>? list)) values.Add(text, list = []);
                list.Add(candidate);
            }
        }

        return new ByString(split.Path, values.Select(v => new KeyValuePair<string, Decision>(v.Key, Split(v.Value, otherwise, nextUsed))).ToList(), fallback);
    }

    private static ChosenCase Chosen(Candidate candidate, bool isCertain)
    {
        // Without a tag, an object counts as this variant only when it has what the variant requires.
        List<string> required = isCertain ? [] : candidate.Draft.Properties.Where(p => p.IsRequired).Select(p => p.WireName).ToList();
        return new ChosenCase(candidate.Case, required);
    }

    private static SortedDictionary<string, TextSplit>.ValueCollection TopLevelSplits(List<Candidate> objects)
        => Splits(objects, draft => draft.Properties.Where(p => p.IsRequired && p.Texts is not null).Select(p => (new[] { p.WireName }, p.Texts!)));

    private static SortedDictionary<string, TextSplit>.ValueCollection NestedSplits(List<Candidate> objects)
        => Splits(objects, draft => draft.Properties
            .Where(p => p is { IsRequired: true, Type: DraftRef { Draft: ObjectDraft } })
            .SelectMany(p => ((ObjectDraft)((DraftRef)p.Type).Draft).Properties
                .Where(inner => inner.IsRequired && inner.Texts is not null)
                .Select(inner => (new[] { p.WireName, inner.WireName }, inner.Texts!))));

    private static SortedDictionary<string, TextSplit>.ValueCollection Splits(
        List<Candidate> objects, Func<ObjectDraft, IEnumerable<(string[] Path, IReadOnlyList<string> Texts)>> find)
    {
        var splits = new SortedDictionary<string, TextSplit>(StringComparer.Ordinal);
        foreach (Candidate candidate in objects)
        {
            foreach ((string[] path, IReadOnlyList<string> texts) in find(candidate.Draft))
            {
                string key = string.Join('/', path);
                if (!splits.TryGetValue(key, out TextSplit? split)) splits.Add(key, split = new TextSplit(key, path, []));
                split.Texts[candidate] = texts;
            }
        }

        return splits.Values;
    }

    private static TextSplit? Best(IEnumerable<TextSplit> splits, int objects, HashSet<string> used)
        => splits
            .Where(s => !used.Contains(s.Key) && (objects == 1 ? Distinct(s) == 1 : s.Texts.Count < objects || Distinct(s) > 1))
            .OrderByDescending(s => s.Texts.Count)
            .ThenByDescending(Distinct)
            .ThenBy(s => Array.IndexOf(_preferredTags, s.Path[^1]) is var rank and >= 0 ? rank : int.MaxValue)
            .ThenBy(s => s.Key, StringComparer.Ordinal)
            .FirstOrDefault();

    private static int Distinct(TextSplit split) => split.Texts.Values.SelectMany(t => t).Distinct(StringComparer.Ordinal).Count();

    private static ByBoolean? BooleanSplit(List<Candidate> objects)
    {
        if (objects.Count < 2) return null;
        foreach (string property in objects.SelectMany(o => o.Draft.Properties).Where(p => p.IsRequired && p.Boolean is not null).Select(p => p.WireName)
            .Distinct().Order(StringComparer.Ordinal))
        {
            List<Candidate> whenTrue = objects.Where(o => Boolean(o, property) == true).ToList();
            List<Candidate> whenFalse = objects.Where(o => Boolean(o, property) == false).ToList();
            List<Candidate> rest = objects.Where(o => Boolean(o, property) is null).ToList();
            if (whenTrue.Count <= 1 && whenFalse.Count <= 1 && rest.Count <= 1)
            {
                // A variant that lists the property without fixing it takes every object that no fixed one does.
                Decision? otherwise = rest.Count == 1 ? new ChosenCase(rest[0].Case, []) : null;
                return new ByBoolean(property, Only(whenTrue) ?? otherwise, Only(whenFalse) ?? otherwise, otherwise);
            }
        }

        return null;
    }

    private static ChosenCase? Only(List<Candidate> candidates) => candidates.Count == 1 ? new ChosenCase(candidates[0].Case, []) : null;

    private static bool? Boolean(Candidate candidate, string property) => candidate.Draft.Properties.Find(p => p.WireName == property && p.IsRequired)?.Boolean;

    private static List<string> Shape(ObjectDraft draft) => draft.Properties.Select(p => (p.IsRequired ? "!" : "") + p.WireName).ToList();

    /// <param name="Component">The component that the document names here; another one may stand for it.</param>
    private sealed record Candidate(int Case, ObjectDraft Draft, string? Component);

    private sealed record TextSplit(string Key, string[] Path, Dictionary<Candidate, IReadOnlyList<string>> Texts);
}
