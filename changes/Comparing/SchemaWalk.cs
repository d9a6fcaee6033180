using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Pairs;
using OpenCodeGen.Changes.Rules;
using OpenCodeGen.Changes.Schemas;

namespace OpenCodeGen.Changes.Comparing;

/// <summary>Goes through the schemas that the operations lead to, each pair once, and remembers who leads where.</summary>
internal sealed class SchemaWalk(SchemaViews beforeViews, SchemaViews afterViews, SameSchemas same)
{
    private readonly Dictionary<string, Visit> _visits = new(StringComparer.Ordinal);
    private readonly Queue<Visit> _open = new();

    /// <summary>Begins at a schema of an operation.</summary>
    public void Enter(SchemaPlace before, SchemaPlace after, Direction direction, string label, string operation, bool isText = false)
        => Enter(before, after, () => PairOf(before, after, direction, label, isParameter: false, isText), operation);

    /// <summary>Begins at the value of a parameter.</summary>
    public void EnterParameter(SchemaPlace before, SchemaPlace after, Direction direction, string label, string operation, bool isText)
        => Enter(before, after, () => PairOf(before, after, direction, label, isParameter: true, isText), operation);

    /// <summary>Goes to the end.</summary>
    /// <returns>The changes, each with the operations that lead to it.</returns>
    public IEnumerable<Change> Finish()
    {
        List<(Visit Visit, Change Change)> changes = [];
        while (_open.TryDequeue(out Visit? visit))
        {
            SchemaPair pair = visit.Pair;
            foreach (SchemaRule rule in RuleTable.OfSchemas.Where(r => (pair.IsComparable || r.ComparesOtherTypes) && (!pair.IsChoice || r.ComparesChoices)))
                changes.AddRange(rule.Compare(pair).Select(c => (visit, c)));
            if (!pair.IsComparable) continue;
            foreach (SchemaPair child in ChildrenOf(pair).Where(c => !same.AreSame(c.Before.Place, c.After.Place))) Find(child).Parents.Add(visit);
        }

        return changes.GroupBy(static c => c.Visit.Pair is { IsVariant: true, Around: { } around } ? (around.Key, c.Change.Rule, c.Change.Message) : default)
            .SelectMany(static g => AtTheChoice([.. g])).Select(static c => c.Change with { Operations = OperationsOf(c.Visit) });
    }

    // What stands beside a choice is a part of each variant; what all of them say of it is said once, of the choice.
    private static List<(Visit Visit, Change Change)> AtTheChoice(List<(Visit Visit, Change Change)> alike)
    {
        if (alike[0].Visit.Pair is not { IsVariant: true, Around: { } around }) return alike;
        bool isBeside = alike.TrueForAll(static c => c.Visit.Pair.Before.Place.Parts.Count > 1 || c.Visit.Pair.After.Place.Parts.Count > 1);
        if (!isBeside || alike.Count < 2 || alike.Count < around.Variants.Pairs.Count) return alike;
        (Visit visit, Change change) = alike[0];
        return [(visit, change with { Subject = around.Label, Content = around.Content, Member = change.Member ?? around.Member })];
    }

    private void Enter(SchemaPlace before, SchemaPlace after, Func<SchemaPair> pair, string operation)
    {
        if (!same.AreSame(before, after)) Find(pair()).Operations.Add(operation);
    }

    private SchemaPair PairOf(SchemaPlace before, SchemaPlace after, Direction direction, string label, bool isParameter, bool isText)
        => new(SchemaSide.Of(before, beforeViews), SchemaSide.Of(after, afterViews), direction, LabelOf(after, label))
        {
            IsParameter = isParameter,
            IsText = isText,
            Member = isParameter ? label[(label.LastIndexOf(' ') + 1)..] : null,
        };

    private Visit Find(SchemaPair pair)
    {
        if (_visits.TryGetValue(pair.Key, out Visit? known)) return known;
        var visit = new Visit(pair);
        _visits.Add(pair.Key, visit);
        _open.Enqueue(visit);
        return visit;
    }

    private IEnumerable<SchemaPair> ChildrenOf(SchemaPair pair)
    {
        SchemaSide before = pair.Before;
        SchemaSide after = pair.After;
        if (pair.IsChoice)
        {
            foreach ((SchemaVariant old, SchemaVariant young) in pair.Variants.Pairs)
            {
                string? component = afterViews.ComponentOf(young.Place);
                string label = component ?? $"{pair.Label} ({pair.Variants.NameOf(young, afterViews)})";
                yield return new SchemaPair(before.Variant(old), after.Variant(young), pair.Direction, label)
                {
                    IsVariant = true,
                    IsText = pair.IsText,
                    Around = pair,
                    Member = component is null ? pair.Member : null,
                };
            }

            yield break;
        }

        IReadOnlyDictionary<string, SchemaPlace> properties = after.PropertiesOf(pair.Direction);
        foreach ((string name, SchemaPlace old) in before.PropertiesOf(pair.Direction))
        {
            if (properties.TryGetValue(name, out SchemaPlace? young)) yield return Child(old, young, $".{name}");
        }

        if (before.View.Items is not null || after.View.Items is not null)
            yield return Child(before.View.Items ?? SchemaPlace.Anything, after.View.Items ?? SchemaPlace.Anything, "[]");
        if ((before.View.Additional is not null || after.View.Additional is not null) && !before.View.IsClosed && !after.View.IsClosed)
            yield return Child(before.View.Additional ?? SchemaPlace.Anything, after.View.Additional ?? SchemaPlace.Anything, "{}");
        foreach ((int index, (SchemaPlace old, SchemaPlace young)) in before.View.FirstItems.Zip(after.View.FirstItems).Index())
            yield return Child(old, young, $"[{index}]");

        foreach ((string keyword, SchemaPlace old) in before.View.Behind)
        {
            if (after.View.Behind.TryGetValue(keyword, out SchemaPlace? young)) yield return Child(old, young, $" ({keyword})");
        }

        if (pair.SameCondition is { } condition)
        {
            if (condition is { Before.Then: { } then, After.Then: { } thenNow }) yield return Child(then, thenNow, " (then)");
            if (condition is { Before.Else: { } otherwise, After.Else: { } otherwiseNow }) yield return Child(otherwise, otherwiseNow, " (else)");
        }

        SchemaPair Child(SchemaPlace old, SchemaPlace young, string step)
            => new(before.At(old), after.At(young), pair.Direction, LabelOf(young, pair.Label + step))
            {
                IsText = pair.IsText,
                Around = pair,
                Member = afterViews.ComponentOf(young) is not null ? null : step[0] == '.' ? step[1..] : pair.Member,
            };
    }

    private string LabelOf(SchemaPlace place, string otherwise) => afterViews.ComponentOf(place) ?? otherwise;

    private static IReadOnlyList<string> OperationsOf(Visit visit)
    {
        HashSet<Visit> seen = [visit];
        Stack<Visit> open = new(seen);
        SortedSet<string> operations = new(StringComparer.Ordinal);
        while (open.TryPop(out Visit? current))
        {
            operations.UnionWith(current.Operations);
            foreach (Visit parent in current.Parents.Where(seen.Add)) open.Push(parent);
        }

        return [.. operations];
    }

    private sealed class Visit(SchemaPair pair)
    {
        public SchemaPair Pair { get; } = pair;

        public HashSet<string> Operations { get; } = [];

        public HashSet<Visit> Parents { get; } = [];
    }
}
